/** Messages as tills, people and the ill-disposed write them; built here, so that every byte is known. */

let written = 0;

/** What stands at the top of every message. */
export function head(more: Record<string, string> = {}): string {
  written += 1;
  const headers = {
    From: 'Till <till@pos.example>',
    To: 'sales@in.till.test',
    Subject: `Daily report ${written}`,
    'Message-ID': `<report-${written}@pos.example>`,
    Date: 'Sat, 15 Mar 2025 12:00:00 -0400',
    'MIME-Version': '1.0',
    ...more,
  };
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** Lines of 76 characters, as base64 stands in messages. */
export function base64(content: Buffer | string): string {
  const text = Buffer.from(content).toString('base64');
  return (text.match(/.{1,76}/g) ?? []).join('\r\n');
}

/** `=E9` for what is no plain letter. */
export function quotedPrintable(content: Buffer | string): string {
  return [...Buffer.from(content)]
    .map((byte) => {
      const isPlain = (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 10;
      return isPlain
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('')
    .replace(/(.{70})(?=.)/g, '$1=\r\n')
    .replace(/(?<!\r)\n/g, '\r\n');
}

/** A part: its headers, and its body as it is to stand there. */
export function part(headers: readonly string[], body: string): string {
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}

/** A file hung on in base64. */
export function attachment(
  name: string,
  content: Buffer | string,
  type: string = 'application/octet-stream',
): string {
  const headers = [
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
  ];
  return part(headers, base64(content));
}

export const greeting: string = part(
  ['Content-Type: text/plain; charset=utf-8'],
  'Here is the report of today.\r\nBest, the till',
);

let boundaries = 0;

/** The header line and body of a multipart; what it holds are parts. */
export function multipart(parts: readonly string[], kind = 'mixed', isWhole = true): string {
  boundaries += 1;
  const mark = `=_part_${boundaries}`;
  const body = parts.map((each) => `--${mark}\r\n${each}\r\n`).join('');
  const end = isWhole ? `--${mark}--\r\n` : '';
  return `Content-Type: multipart/${kind}; boundary="${mark}"\r\n\r\n${body}${end}`;
}

/** A whole message. */
export function message(
  parts: readonly string[],
  headers: Record<string, string> = {},
  kind = 'mixed',
): string {
  return head(headers) + multipart(parts, kind);
}

/** A message inside another. */
export function forwarded(inner: string): string {
  return part(['Content-Type: message/rfc822', 'Content-Disposition: inline'], inner);
}

/** A day of sales as a till exports it; `lines` of `item quantity net`. */
export function salesCsv(date: string, lines: readonly string[]): string {
  const rows = lines.map((line, index) => {
    const [item, quantity, net] = line.split(' ');
    return [date, '12:00', `R${index}`, item, item, 'Food', quantity, net, '0.00', net, '0.00'];
  });
  const header = 'Date,Time,Receipt,SKU,Item,Category,Qty,Gross Sales,Discounts,Net Sales,Tax';
  return `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}
