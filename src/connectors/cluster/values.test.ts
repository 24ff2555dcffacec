import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from '#kernel/money.ts';
import { parseQuantity } from '#kernel/quantity.ts';
import { Unreadable } from './reasons.ts';
import { cleanText, readCount, readMinor, readQuantity, readText } from './values.ts';

const decimals = fc
  .tuple(fc.constantFrom('', '-', '+'), fc.nat(999_999_999), fc.option(fc.nat(99_999)), fc.nat(3))
  .map(
    ([sign, whole, part, zeros]) =>
      `${sign}${whole}${part === null ? '' : `.${part}${'0'.repeat(zeros)}`}`,
  );

function outcome<T>(read: () => T): T | 'refused' {
  try {
    return read();
  } catch {
    return 'refused';
  }
}

function refusalOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('amounts', () => {
  it('reads exactly what the kernel reads, in currencies of 0, 2 and 3 decimals', () => {
    const odd = fc.constantFrom(
      '',
      '.',
      '-',
      '-.',
      '5.',
      '.5',
      '-.50',
      '1e2',
      '1.2.3',
      '--1',
      '00',
      '-0',
      '0.000',
    );
    const texts = fc.oneof(decimals, odd, fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(texts, fc.constantFrom('JPY', 'CAD', 'KWD'), (text, currency) => {
        const expected = text === '' ? 0 : outcome(() => parseAmount(text.trim(), currency));
        const actual = outcome(() => readMinor(text, 'Tax', currency));
        expect(actual).toBe(expected);
        expect(Object.is(actual, -0)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads JSON numbers by their shortest text and refuses their noise', () => {
    expect(readMinor(12.5, 'Tax', 'CAD')).toBe(1250);
    expect(readMinor(-3, 'Tax', 'CAD')).toBe(-300);
    expect(() => readMinor(0.1 + 0.2, 'Tax', 'CAD')).toThrow('more decimals');
  });

  it.each([
    ['abc', '"abc", which is not a number'],
    ['1,50', 'not a number'],
    ['0.005', 'more decimals'],
    ['99999999999999.00', 'too large'],
    [1e300, 'too large'],
    [true, 'not a number'],
    [{}, 'not a number'],
  ])('refuses %j with a sentence that names the column', (value, sentence) => {
    const error = refusalOf(() => readMinor(value, 'Discount', 'CAD'));
    expect(error).toBeInstanceOf(Unreadable);
    const { reason } = error as Unreadable;
    expect(reason.en).toContain(sentence);
    expect(reason.en).toMatch(/^Discount is /);
    expect(reason.fr).toMatch(/^Discount est /);
  });
});

describe('quantities', () => {
  it('reads what the kernel reads, with exact thousandths or none', () => {
    fc.assert(
      fc.property(fc.oneof(decimals, fc.string({ maxLength: 5 })), (text) => {
        const expected = outcome(() => parseQuantity(text.trim()));
        const actual = outcome(() => readQuantity(text, 'Quantity'));
        expect(actual === 'refused' ? actual : actual.text).toBe(expected);
        if (actual !== 'refused' && actual.thousandths !== null) {
          expect(parseQuantity(actual.thousandths / 1000)).toBe(actual.text);
        }
      }),
    );
    expect(readQuantity('0.333', 'Quantity').thousandths).toBe(333);
    expect(readQuantity('0.3333', 'Quantity').thousandths).toBeNull();
  });

  it('must be there', () => {
    expect(() => readQuantity(null, 'Quantity')).toThrow('Quantity is empty');
  });
});

describe('texts', () => {
  it('cuts at 200 characters, drops NUL and half characters', () => {
    expect(cleanText('x'.repeat(201))).toHaveLength(200);
    expect(cleanText('a\0b')).toBe('ab');
    expect(cleanText('\ud800x')).toBe('\ufffdx');
    expect(cleanText(`${'x'.repeat(199)}🍕🍕`)).toBe('x'.repeat(199));
    expect(cleanText(`${'x'.repeat(198)}🍕🍕`)).toBe(`${'x'.repeat(198)}🍕`);
  });

  it('is always well formed, short and without NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const clean = cleanText(text);
        expect(clean.length).toBeLessThanOrEqual(200);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toContain('\0');
      }),
    );
  });

  it('takes numbers as texts and refuses objects', () => {
    expect(readText(1001, 'ItemCode')).toBe('1001');
    expect(() => readText({ a: 1 }, 'ItemCode')).toThrow('ItemCode should be a text');
  });
});

describe('counts', () => {
  it.each([
    [3, 3],
    ['3', 3],
    ['', 0],
    [null, 0],
    [undefined, 0],
  ])('%j is %i', (value, count) => {
    expect(readCount(value, 'Guests')).toBe(count);
  });

  it.each([-1, 1.5, 'two', 1e9, ' '])('refuses %j', (value) => {
    expect(() => readCount(value, 'Guests')).toThrow(Unreadable);
  });
});
