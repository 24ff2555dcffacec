import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  attachment,
  base64,
  forwarded,
  greeting,
  head,
  message,
  multipart,
  part,
  quotedPrintable,
  salesCsv,
} from '#test/mail/mime-zoo.ts';
import { makeZip } from '#test/mail/zip-zoo.ts';
import { readMessage } from './read-message.ts';

const csv = salesCsv('2025-03-10', ['Coffee 2 7.00', 'Café 1 3.50']);

/** What was found, as text: files as name → content, the rest as name: why not. */
async function find(raw: string | Buffer, sender: string | null = 'till@pos.example') {
  const reading = await readMessage(Buffer.isBuffer(raw) ? raw : Buffer.from(raw), sender);
  return {
    ...reading,
    names: reading.files.map(({ name }) => name),
    texts: reading.files.map(({ bytes }) => Buffer.from(bytes).toString().replaceAll('\r', '')),
    left: reading.skipped.map(({ name, code }) => `${name}: ${code}`),
  };
}

describe('an attachment', () => {
  it.each([
    ['in base64', ['Content-Transfer-Encoding: base64'], base64(csv)],
    ['in quoted-printable', ['Content-Transfer-Encoding: quoted-printable'], quotedPrintable(csv)],
    ['in 8 bits', ['Content-Transfer-Encoding: 8bit'], csv],
    ['without saying how', [], csv],
  ])('%s is found whole', async (_how, headers, body) => {
    const sales = part(['Content-Type: text/csv; name="sales.csv"', ...headers], body);
    const found = await find(message([greeting, sales]));
    expect(found).toMatchObject({ objection: null, names: ['sales.csv'], left: [] });
    expect(found.texts[0]?.trimEnd()).toBe(csv.trimEnd());
  });

  it.each([
    ['in RFC 2231', "filename*=UTF-8''ventes%20%C3%A9t%C3%A9.csv", 'ventes été.csv'],
    [
      'in RFC 2231, in pieces',
      `filename*0*=UTF-8''ventes%20;\r\n filename*1*=%C3%A9t%C3%A9;\r\n filename*2=.csv`,
      'ventes été.csv',
    ],
    ['in RFC 2047', 'filename="=?utf-8?B?dmVudGVzIMOpdMOpLmNzdg==?="', 'ventes été.csv'],
    ['in RFC 2047 and Q', 'filename="=?iso-8859-1?Q?ventes_=E9t=E9.csv?="', 'ventes été.csv'],
    ['in bare UTF-8', 'filename="ventes été.csv"', 'ventes été.csv'],
    ['with folders', 'filename="..\\\\..\\\\C:/etc/sales.csv"', 'sales.csv'],
    ['with control characters', 'filename="sa\u0000les\u0007.csv"', 'sa les .csv'],
    ['in capitals', 'filename="SALES.CSV"', 'SALES.CSV'],
  ])('has a name %s', async (_how, parameter, name) => {
    const sales = part(
      [`Content-Type: application/octet-stream`, `Content-Disposition: attachment; ${parameter}`],
      csv,
    );
    expect((await find(message([greeting, sales]))).names).toEqual([name]);
  });

  it('with an 8-bit name in Windows letters is found under what can be read of it', async () => {
    const sales = part(
      ['Content-Type: text/csv', 'Content-Disposition: attachment; filename="caf\xe9.csv"'],
      csv,
    );
    const { names } = await find(Buffer.from(message([sales]), 'latin1'));
    expect(names).toEqual(['caf\ufffd.csv']);
  });

  it.each([
    ['text/csv', 'file.csv'],
    ['application/vnd.ms-excel', 'file.xls'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'file.xlsx'],
  ])('without a name is known by its type %s', async (type, name) => {
    const sales = part([`Content-Type: ${type}`, 'Content-Disposition: attachment'], csv);
    expect((await find(message([sales]))).names).toEqual([name]);
  });

  it('without name and type is known by its content', async () => {
    const plain = part(
      ['Content-Type: application/octet-stream', 'Content-Disposition: attachment'],
      csv,
    );
    const workbook = part(
      ['Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64'],
      base64(makeZip([{ name: '[Content_Types].xml', content: '<Types/>' }])),
    );
    const other = part(
      ['Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64'],
      base64(gzipSync('x')),
    );
    const found = await find(message([plain, workbook, other]));
    expect([found.names, found.left]).toEqual([['file.csv', 'file.csv'], ['file: part_not_sales']]);
  });

  it('of text counts when it is a table: servers hang disclaimers on', async () => {
    const table = attachment('report.txt', csv.replaceAll(',', '\t'), 'text/plain');
    const words = attachment(
      'ATT00001.txt',
      'This message is confidential.\nDelete it.',
      'text/plain',
    );
    const inline = part(
      ['Content-Type: text/plain; name="sales.csv"', 'Content-Disposition: inline'],
      csv,
    );
    expect((await find(message([greeting, table, words, inline]))).names).toEqual([
      'report.txt',
      'sales.csv',
    ]);
  });

  it('that is empty, or no sales, is told with the reason; furniture is not', async () => {
    const logo = part(
      [
        'Content-Type: image/png',
        'Content-ID: <logo>',
        'Content-Disposition: inline; filename=logo.png',
      ],
      'x',
    );
    const found = await find(
      message([
        greeting,
        attachment('sales.csv', ''),
        attachment('menu.pdf', '%PDF-1.4', 'application/pdf'),
        attachment('winmail.dat', 'x', 'application/ms-tnef'),
        attachment('huge.csv', Buffer.alloc(25 * 1024 * 1024 + 1, 'a,b,c\n')),
        logo,
      ]),
    );
    expect(found.names).toEqual([]);
    expect(found.left).toEqual([
      'sales.csv: part_empty',
      'menu.pdf: part_not_sales',
      'winmail.dat: part_outlook',
      'huge.csv: part_too_large',
    ]);
  });

  it.each([200, 201])('among %s others', async (count) => {
    const many = Array.from({ length: count }, (_, at) =>
      attachment(`day-${at}.csv`, `${csv}${at}`),
    );
    if (count > 200)
      await expect(find(message(many))).rejects.toMatchObject({ code: 'too_many_files' });
    else expect((await find(message(many))).names).toHaveLength(count);
  });
});

describe('a message', () => {
  it('with mixed inside related inside alternative gives its files', async () => {
    const inner = multipart([greeting, attachment('sales.csv', csv)]);
    const related = multipart(
      [part(['Content-Type: text/html'], '<p>Report</p>'), inner],
      'related',
    );
    const raw = head() + multipart([greeting, related], 'alternative');
    expect((await find(raw)).names).toEqual(['sales.csv']);
  });

  it('forwarded three times, inline and hung on, gives the files of the innermost', async () => {
    const first = message([greeting, attachment('sales.csv', csv)]);
    const second = message([greeting, forwarded(first)], { Subject: 'Fwd: report' });
    const third = message([greeting, attachment('report.eml', second, 'message/rfc822')], {
      Subject: 'Fwd: Fwd: report',
    });
    const found = await find(third);
    expect(found).toMatchObject({ subject: 'Fwd: Fwd: report', names: ['sales.csv'] });
    expect(found.texts[0]).toBe(csv);
  });

  it('packed in nine others is told to be too deep', async () => {
    let raw = message([attachment('sales.csv', csv)]);
    for (let depth = 0; depth < 9; depth++) raw = message([forwarded(raw)]);
    expect((await find(raw)).left).toEqual(['message: part_too_deep']);
  });

  it('that is nothing but a file gives it', async () => {
    const headers = {
      'Content-Type': 'text/csv; name=sales.csv',
      'Content-Transfer-Encoding': 'base64',
    };
    expect((await find(`${head(headers)}\r\n${base64(csv)}`)).texts).toEqual([csv]);
  });

  it('whose text is nothing but a table gives it, under its subject', async () => {
    const raw = `${head({ Subject: 'Sales of today' })}\r\n${csv}-- \nSent by the till\n`;
    expect(await find(raw)).toMatchObject({ names: ['Sales of today.csv'], texts: [csv] });
    const sides = message(
      [part(['Content-Type: text/plain'], csv), part(['Content-Type: text/html'], '<table>')],
      {},
      'alternative',
    );
    expect((await find(sides)).names).toHaveLength(1);
  });

  it('of words gives none, however many commas they have', async () => {
    const words =
      'Hello Anna, Bob, and Carl,\r\nplease find, as ever, no file,\r\nyours, truly, the till.\r\n';
    expect(await find(`${head()}\r\n${words}`)).toMatchObject({
      names: [],
      left: [],
      objection: null,
    });
    expect((await find(message([greeting]))).names).toEqual([]);
    expect((await find(head())).names).toEqual([]);
    expect((await find('')).names).toEqual([]);
  });

  it('has a subject in any letters, without what cannot be stored', async () => {
    const subject = '=?utf-8?Q?R=C3=A9sum=C3=A9=00du?= jour';
    expect((await find(message([greeting], { Subject: subject }))).subject).toBe('Résumé du jour');
    expect((await find(message([greeting], { Subject: 'x'.repeat(5_000) }))).subject).toHaveLength(
      500,
    );
  });
});

describe('what is no report of a till', () => {
  const sales = attachment('sales.csv', csv);
  it('a report of non-delivery, though the sales file hangs on it', async () => {
    const original = forwarded(message([sales]));
    const status = part(['Content-Type: message/delivery-status'], 'Action: failed\r\n');
    const bounce = message([greeting, status, original], {}, 'report; report-type=delivery-status');
    expect((await find(bounce, '')).objection).toBe('bounce');
    const old = message([greeting, original], { From: 'MAILER-DAEMON@mx.example' });
    expect((await find(old, '')).objection).toBe('bounce');
    expect((await find(old, 'mailer-daemon@mx.example')).objection).toBeNull();
  });

  it.each([
    [{ 'Auto-Submitted': 'auto-replied' }, 'auto_reply'],
    [{ 'Auto-Submitted': 'auto-replied; owner-email="a@b"' }, 'auto_reply'],
    [{ 'X-Autoreply': 'yes' }, 'auto_reply'],
    [{ Precedence: 'auto_reply' }, 'auto_reply'],
    [{ 'Auto-Submitted': 'auto-generated' }, null],
    [{ 'Auto-Submitted': 'no' }, null],
    [{ Precedence: 'bulk' }, null],
  ])('%o is %s', async (headers, objection) => {
    const raw = message([greeting, sales], headers as unknown as Record<string, string>);
    expect((await find(raw)).objection).toBe(objection);
  });

  it('a report that a till sends under nobody’s name is one', async () => {
    expect(await find(message([sales]), '')).toMatchObject({
      objection: null,
      names: ['sales.csv'],
    });
  });
});

describe('a broken message', () => {
  it('without the boundary it names', async () => {
    const raw = `${head()}Content-Type: multipart/mixed; boundary="one"\r\n\r\n--two\r\n\r\nx\r\n--two--\r\n`;
    expect(await find(raw)).toMatchObject({ objection: 'broken', names: [] });
    const none = `${head()}Content-Type: multipart/mixed\r\n\r\nx\r\n`;
    expect(await find(none)).toMatchObject({ objection: 'broken', names: [] });
  });

  it('cut off in the middle of a file', async () => {
    const whole = message([greeting, attachment('sales.csv', csv)]);
    expect((await find(whole.slice(0, -60))).objection).toBe('cut_off');
    const nearly = head() + multipart([attachment('sales.csv', csv)], 'mixed', false);
    expect(await find(nearly)).toMatchObject({ objection: 'cut_off', names: ['sales.csv'] });
  });

  it('with base64 that is none', async () => {
    const headers = ['Content-Type: text/csv; name=sales.csv', 'Content-Transfer-Encoding: base64'];
    const found = await find(message([part(headers, '!!!\u0000===\r\n%%%')]));
    expect([found.names.length + found.left.length]).toEqual([1]);
  });

  it('that is bytes at random', async () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    const whole = Buffer.from(
      message([
        greeting,
        attachment('sales.csv', csv),
        forwarded(message([attachment('b.csv', csv)])),
      ]),
    );
    for (let round = 0; round < 200; round++) {
      const raw = Buffer.from(whole);
      for (let hit = 0; hit < 20; hit++) raw[next() % raw.length] = next() % 256;
      const found = await find(raw);
      expect(found.subject).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('a header bomb', () => {
  it.each([
    ['of one long line', `X-Long: ${'x'.repeat(2_000_000)}\r\n`],
    ['of many lines', 'X-Many: y\r\n'.repeat(200_000)],
    ['of folded lines', `X-Folded: a\r\n${' b\r\n'.repeat(600_000)}`],
  ])('%s is refused', async (_what, bomb) => {
    const raw = bomb + message([greeting]);
    await expect(find(raw)).rejects.toMatchObject({ code: 'too_complex' });
  });

  it('of parts inside parts is refused', async () => {
    let body = greeting;
    for (let depth = 0; depth < 60; depth++) body = multipart([body]);
    await expect(find(head() + body)).rejects.toMatchObject({ code: 'too_complex' });
  });

  it('of thousands of parts is refused', async () => {
    await expect(find(message(Array(5_000).fill(greeting)))).rejects.toMatchObject({
      code: 'too_complex',
    });
  });
});

describe('a zip', () => {
  const zipped = (entries: Parameters<typeof makeZip>[0]) =>
    message([greeting, attachment('sales.zip', makeZip(entries), 'application/zip')]);

  it('gives its sales files, also from a zip in it, and nothing of what Macs add', async () => {
    const inner = makeZip([{ name: 'b.csv', content: csv }]);
    const found = await find(
      zipped([
        { name: 'march/', content: '' },
        { name: 'march/a.csv', content: csv },
        { name: 'march/readme.md', content: 'x' },
        { name: '__MACOSX/._a.csv', content: 'x' },
        { name: '.hidden.csv', content: csv },
        { name: 'inner.zip', content: inner },
      ]),
    );
    expect([found.names, found.left]).toEqual([['a.csv', 'b.csv'], []]);
    expect(found.texts).toEqual([csv, csv]);
  });

  it('with a password is told so, and what has none is read', async () => {
    const found = await find(
      zipped([
        { name: 'locked.csv', content: csv, flags: 1 },
        { name: 'open.csv', content: csv },
      ]),
    );
    expect([found.names, found.left]).toEqual([['open.csv'], ['sales.zip/locked.csv: zip_locked']]);
  });

  it('that is a bomb, honest or not, does not go off', async () => {
    const bomb = deflateRawSync(Buffer.alloc(120 * 1024 * 1024));
    const honest = zipped([{ name: 'a.csv', packed: bomb, size: 120 * 1024 * 1024 }]);
    const lying = zipped([{ name: 'a.csv', packed: bomb, size: 1_000 }]);
    expect((await find(honest)).left).toEqual(['sales.zip/a.csv: zip_too_large']);
    expect((await find(lying)).left).toEqual(['sales.zip/a.csv: zip_broken']);
  });

  it('in zips in zips is told to be too deep', async () => {
    let content: Buffer | string = csv;
    for (let depth = 0; depth < 3; depth++)
      content = makeZip([{ name: depth === 0 ? 'a.csv' : 'a.zip', content }]);
    expect((await find(message([attachment('sales.zip', content)]))).left).toEqual([
      'a.zip: part_too_deep',
    ]);
  });

  it('that is damaged, cut off or none at all is told to be', async () => {
    const whole = makeZip([{ name: 'a.csv', content: csv.repeat(50) }]);
    const changed = Buffer.from(whole);
    changed[60] = (changed[60] ?? 0) ^ 0xff;
    for (const bytes of [
      whole.subarray(0, -30),
      changed,
      Buffer.from('PK\x03\x04 no'),
      Buffer.from('x'),
    ]) {
      const { names, left } = await find(message([attachment('sales.zip', bytes)]));
      expect([names, left.length, /zip_broken/.test(left.join())]).toEqual([[], 1, true]);
    }
  });
});
