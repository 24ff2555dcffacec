const delimiters = ['\t', ';', ',', '|'];
const looksAtBytes = 64 * 1024;
const linesMax = 40;
/** Of the lines of a text that is nothing but a table. */
const shareMin = 0.8;

/**
 * Whether a text holds rows of at least three columns. `whole` for the text of a mail, which people
 * write as well: then nearly every line must be a row. Pure.
 */
export function looksLikeTable(bytes: Uint8Array, what: 'some' | 'whole'): boolean {
  const lines = readLines(bytes);
  if (lines.length < 2) return false;
  return delimiters.some((delimiter) => {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    if (what === 'some') return counts.some((n, at) => n >= 2 && n === counts[at + 1]);
    const width = counts[0] ?? 0;
    const rows = counts.filter((n) => n === width).length;
    return width >= 2 && rows >= 2 && rows >= shareMin * counts.length;
  });
}

/** The first lines that hold anything; in UTF-16 every other byte of plain text is 0. */
function readLines(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, looksAtBytes))
    .toString('latin1')
    .replaceAll('\0', '');
  const isCut = bytes.length > looksAtBytes;
  const lines = text.split(/\r\n|\r|\n/);
  if (isCut && lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, linesMax);
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let isQuoted = false;
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === delimiter && !isQuoted) count += 1;
  }
  return count;
}
