/**
 * The till ledger: one format that feeds every simulator. JSON Lines, optionally gzipped; the first
 * line names the venue, each further line is one order. Times are venue wall time
 * ('YYYY-MM-DDTHH:MM:SS'), money and quantities are decimal texts.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { LedgerError, parseOrder, parseVenue } from './ledger-check.ts';
import type { Ledger, LedgerOrder, LedgerVenue } from './ledger-types.ts';

export { LedgerError } from './ledger-check.ts';
export * from './ledger-types.ts';

export interface LedgerStream {
  venue: LedgerVenue;
  /** One pass; leaving the loop early closes the file. */
  orders: AsyncIterable<LedgerOrder>;
}

/** No line of a ledger may be longer than this many characters. */
export const LEDGER_LINE_CHARS_MAX = 1_048_576;

/**
 * Opens a ledger file for one streaming pass; gzip is recognised by its magic bytes.
 * Throws LedgerError (with the line number) for anything that is not a ledger.
 */
export async function openLedger(path: string): Promise<LedgerStream> {
  const lines = ledgerLines(path);
  const first = await lines.next();
  if (first.done === true) {
    throw new LedgerError('the ledger is empty', 1);
  }
  try {
    return { venue: parseVenue(first.value, 1), orders: ordersOf(lines) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

/** Reads a whole ledger into memory. */
export async function readLedger(path: string): Promise<Ledger> {
  const { venue, orders } = await openLedger(path);
  const all: LedgerOrder[] = [];
  for await (const order of orders) {
    all.push(order);
  }
  return { venue, orders: all };
}

/** Writes a ledger, gzipped when the path ends in `.gz`; respects the disk's pace. */
export async function writeLedger(
  path: string,
  ledger: { venue: LedgerVenue; orders: Iterable<LedgerOrder> | AsyncIterable<LedgerOrder> },
): Promise<void> {
  const file = createWriteStream(path);
  const packed = path.endsWith('.gz') ? createGzip() : null;
  packed?.pipe(file);
  const sink = packed ?? file;
  sink.write(`${JSON.stringify({ venue: ledger.venue })}\n`);
  for await (const order of ledger.orders) {
    if (!sink.write(`${JSON.stringify(order)}\n`)) {
      await once(sink, 'drain');
    }
  }
  sink.end();
  await finished(file);
}

async function* ordersOf(lines: AsyncGenerator<string>): AsyncGenerator<LedgerOrder> {
  let lineNumber = 1;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() !== '') {
      yield parseOrder(line, lineNumber);
    }
  }
}

async function* ledgerLines(path: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let lineNumber = 1;
  let rest = '';
  for await (const chunk of plainBytes(path)) {
    const text = rest + decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      assertLineLength(end - start, lineNumber);
      yield text.slice(start, end);
      lineNumber += 1;
      start = end + 1;
    }
    rest = text.slice(start);
    assertLineLength(rest.length, lineNumber);
  }
  rest += decoder.end();
  if (rest !== '') {
    yield rest;
  }
}

function assertLineLength(length: number, lineNumber: number): void {
  if (length > LEDGER_LINE_CHARS_MAX) {
    throw new LedgerError(`longer than ${LEDGER_LINE_CHARS_MAX} characters`, lineNumber);
  }
}

/** The file's bytes, unpacked if they begin like gzip. */
async function* plainBytes(path: string): AsyncGenerator<Buffer> {
  const isPacked = await startsLikeGzip(path);
  const file = createReadStream(path, { highWaterMark: 262_144 });
  if (!isPacked) {
    yield* file;
    return;
  }
  const unpacked = createGunzip({ chunkSize: 262_144 });
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* file.pipe(unpacked);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new LedgerError(`cannot be unpacked: ${message}`, 1);
  } finally {
    file.destroy();
  }
}

async function startsLikeGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { start: 0, end: 1 })) {
    return chunk[0] === 0x1f && chunk[1] === 0x8b;
  }
  return false;
}
