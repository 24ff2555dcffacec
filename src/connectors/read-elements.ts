/**
 * Reads a long list out of a JSON answer element by element: only one element's tree exists at a
 * time, and the very text the vendor wrote can be had of each.
 */

import type { Json } from './contract.ts';

/** Some milliseconds of work. */
const ELEMENTS_PER_TURN = 500;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** A piece of an answer that becomes text when it is asked for: the bytes are there anyway. */
export class ToldText {
  private readonly body: Buffer;
  private readonly start: number;
  private readonly end: number;

  constructor(body: Buffer, start = 0, end = body.length) {
    this.body = body;
    this.start = start;
    this.end = end;
  }

  toString(): string {
    return this.body.toString('utf8', this.start, this.end);
  }
}

/**
 * What `read` makes of each element of the list that a JSON object holds under `name`; null when the
 * JSON is no object or has no such list. Of a name that stands twice the last counts.
 * @throws SyntaxError where the whole is not JSON.
 */
export async function readElements<T>(
  body: Buffer,
  name: string,
  read: (element: Json, told: ToldText) => T,
): Promise<T[] | null> {
  let at = afterSpace(body, 0);
  if (body[at] !== OPEN_OBJECT) {
    JSON.parse(body.toString('utf8'));
    return null;
  }
  let found: T[] | null = null;
  at = afterSpace(body, at + 1);
  if (body[at] === CLOSE_OBJECT) return endOfObject(body, at, found);
  for (;;) {
    const afterName = endOfValue(body, at);
    const isWanted = parse(body, at, afterName) === name;
    if (body[at] !== QUOTE) throw unexpected(at);
    at = afterSpace(body, afterName);
    if (body[at] !== COLON) throw unexpected(at);
    at = afterSpace(body, at + 1);
    if (isWanted && body[at] === OPEN_LIST) {
      const elements: T[] = [];
      at = await takeElements(body, at, (element, told) => elements.push(read(element, told)));
      found = elements;
    } else {
      const end = endOfValue(body, at);
      parse(body, at, end);
      if (isWanted) found = null;
      at = end;
    }
    at = afterSpace(body, at);
    if (body[at] === CLOSE_OBJECT) return endOfObject(body, at, found);
    if (body[at] !== COMMA) throw unexpected(at);
    at = afterSpace(body, at + 1);
  }
}

/** In turns, for a long list must not hold up everything else. @returns the place after the list. */
async function takeElements(
  body: Buffer,
  start: number,
  take: (element: Json, told: ToldText) => void,
): Promise<number> {
  let at = afterSpace(body, start + 1);
  if (body[at] === CLOSE_LIST) return at + 1;
  for (let count = 1; ; count += 1) {
    if (count % ELEMENTS_PER_TURN === 0) await new Promise(setImmediate);
    const end = endOfValue(body, at);
    take(parse(body, at, end), new ToldText(body, at, end));
    at = afterSpace(body, end);
    if (body[at] === CLOSE_LIST) return at + 1;
    if (body[at] !== COMMA) throw unexpected(at);
    at = afterSpace(body, at + 1);
  }
}

function endOfObject<T>(body: Buffer, at: number, found: T): T {
  const end = afterSpace(body, at + 1);
  if (end < body.length) throw unexpected(end);
  return found;
}

/** Where a value ends, its brackets only counted: whether it is JSON, JSON.parse tells. */
function endOfValue(body: Buffer, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    const byte = body[at];
    if (byte === undefined) throw unexpected(at);
    if (byte === QUOTE) {
      at = endOfString(body, at);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || byte === COLON || isSpace(byte))) return at;
    at += 1;
  }
}

function endOfString(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) return at + 1;
  }
  throw unexpected(body.length);
}

function parse(body: Buffer, start: number, end: number): Json {
  return JSON.parse(body.toString('utf8', start, end)) as Json;
}

function afterSpace(body: Buffer, start: number): number {
  let at = start;
  while (isSpace(body[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function unexpected(at: number): SyntaxError {
  return new SyntaxError(`unexpected JSON at byte ${at}`);
}
