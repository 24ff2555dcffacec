import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coefficientAt, divideHalfAway, readDecimal } from './decimal.ts';

describe('readDecimal', () => {
  test.each([
    ['0', 0n, 0],
    ['-0', 0n, 0],
    ['0.000', 0n, 0],
    ['12.50', 125n, 1],
    ['+7', 7n, 0],
    ['-.5', -5n, 1],
    ['007', 7n, 0],
    ['1e2', 100n, 0],
    ['1.25E1', 125n, 1],
    ['25e-1', 25n, 1],
    ['100e-2', 1n, 0],
    [0.1, 1n, 1],
    [-3, -3n, 0],
    [1e-7, 1n, 7],
    [1e21, 10n ** 21n, 0],
    [0.1 + 0.2, 30000000000000004n, 17],
  ])('%j is read exactly', (input, coefficient, scale) => {
    expect(readDecimal(input)).toEqual({ coefficient, scale });
  });

  test.each([
    '',
    '.',
    '-',
    '+',
    'e5',
    '.e1',
    ' 1 ',
    '1 ',
    '1\n',
    '\t1',
    '1,5',
    '1.5.0',
    '1.',
    '--1',
    '+-1',
    '1-',
    '0x10',
    '0b1',
    '1_000',
    '1n',
    'NaN',
    'Infinity',
    '-Infinity',
    'one',
    '١٢',
    '１２',
    '−1',
    '1\u0000',
    '1e',
    '1e1.5',
    '$1',
    '1%',
    '½',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])('%j is not a number', (input) => {
    expect(readDecimal(input)).toBe('not_a_number');
  });

  test.each([null, undefined, true, {}, [], ['1'], 1n])(
    'a value that is neither text nor number (%s) is not a number',
    (input) => {
      expect(readDecimal(input as never)).toBe('not_a_number');
    },
  );

  test.each(['1e400', '1e-400', '1e999999999', '0e41', '1'.repeat(41), `0.${'0'.repeat(39)}`])(
    '%s is beyond what we read',
    (input) => {
      expect(readDecimal(input)).toBe('out_of_range');
    },
  );

  test('forty characters are still read', () => {
    expect(readDecimal('9'.repeat(40))).toEqual({ coefficient: 10n ** 40n - 1n, scale: 0 });
  });

  test('a JS number is read by its shortest decimal text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (value) => {
        const decimal = readDecimal(value);
        // Below 1e-40 there is no amount and no quantity.
        fc.pre(typeof decimal !== 'string');
        if (typeof decimal === 'string') return;
        expect(Number(`${decimal.coefficient}e-${decimal.scale}`)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

test('coefficientAt gives the value at a scale, or null when that would lose decimals', () => {
  expect(coefficientAt({ coefficient: 125n, scale: 1 }, 3)).toBe(12_500n);
  expect(coefficientAt({ coefficient: 125n, scale: 1 }, 1)).toBe(125n);
  expect(coefficientAt({ coefficient: 125n, scale: 1 }, 0)).toBeNull();
});

test('divideHalfAway is within a half of the quotient, and a half moves away from zero', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 30n), 10n ** 30n),
      fc.bigInt(1n, 10n ** 12n),
      (dividend, divisor) => {
        const error = 2n * (divideHalfAway(dividend, divisor) * divisor - dividend);
        if (dividend >= 0n) expect(error > -divisor && error <= divisor).toBe(true);
        else expect(error < divisor && error >= -divisor).toBe(true);
      },
    ),
  );
  expect([5n, -5n, 15n, 4n, -4n].map((value) => divideHalfAway(value, 10n))).toEqual([
    1n,
    -1n,
    2n,
    0n,
    0n,
  ]);
});
