import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from './contract.ts';
import { readElements } from './read-elements.ts';

const read = (text: string) => readElements(Buffer.from(text), 'rows', (element) => element);

/** What the usual parser makes of the same bytes; 'refused' when they are no JSON. */
function oracle(text: string): Json[] | null | 'refused' {
  try {
    const value = JSON.parse(text) as Json;
    const rows = isObject(value) ? value.rows : null;
    return Array.isArray(rows) ? rows : null;
  } catch {
    return 'refused';
  }
}

async function outcome(text: string): Promise<Json[] | null | 'refused'> {
  try {
    return await read(text);
  } catch (error) {
    if (error instanceof SyntaxError) return 'refused';
    throw error;
  }
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const answer = fc.record(
  { rows: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()), more: fc.jsonValue() },
  { requiredKeys: [] },
);

describe('reading a list element by element', () => {
  it('gives what the usual parser gives, however the JSON is spaced', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(answer, fc.jsonValue()), fc.nat(3), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(await outcome(text)).toEqual(oracle(text));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses damaged JSON exactly where the usual parser does', async () => {
    const signs = fc.constantFrom(...'{}[]",:\\ tfn0-.e\n\t\u0001é');
    const damage = fc.record({ at: fc.nat(), sign: signs, isCut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(answer, damage, async (value, { at, sign, isCut }) => {
        const whole = JSON.stringify(value);
        const place = at % (whole.length + 1);
        const text = whole.slice(0, place) + (isCut ? '' : sign + whole.slice(place + 1));
        expect(await outcome(text)).toEqual(oracle(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads a list of any length', async () => {
    const rows = Array.from({ length: 1234 }, (_, index) => index);
    expect(await read(JSON.stringify({ rows }))).toEqual(rows);
  });

  it('hands over the text of an element as it was told', async () => {
    const text = '{"rows": [ {"a" : 1.50, "b":"\\u00e9, ]}" } ,"é\\"", 12345678901234567890 ]}';
    const texts = await readElements(Buffer.from(text), 'rows', (_, told) => `${told}`);
    expect(texts).toEqual(['{"a" : 1.50, "b":"\\u00e9, ]}" }', '"é\\""', '12345678901234567890']);
  });

  it.each([
    ['{"rows":[1],"rows":[2]}', [2]],
    ['{"rows":[1],"rows":2}', null],
    ['{"r\\u006fws":[1]}', [1]],
    ['[{"rows":[1]}]', null],
    ['{}', null],
    ['{ }', null],
  ])('%s', async (text, rows) => expect(await read(text)).toEqual(rows));
});
