import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  isZeroQuantity,
  negateQuantity,
  parseQuantity,
  QuantityError,
} from './quantity.ts';

const LARGEST = '999999999999.999999';

/** Whole millionths and a text for them, written with all six decimals. */
const millionths = fc.bigInt(-(10n ** 17n), 10n ** 17n);
function textOf(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(7, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
function millionthsOf(quantity: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(
    quantity,
  ) as RegExpExecArray;
  return BigInt(`${sign}${whole}${fraction.padEnd(6, '0')}`);
}

function problemOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof QuantityError) return error.problem;
    throw error;
  }
  return 'accepted';
}

describe('parseQuantity', () => {
  test.each([
    ['1', '1'],
    ['+1.50', '1.5'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['007.10', '7.1'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['1e3', '1000'],
    ['1.0000000000', '1'],
    ['0.000001', '0.000001'],
    [0.1, '0.1'],
    [-2, '-2'],
    [1e-6, '0.000001'],
    [LARGEST, LARGEST],
    [`-${LARGEST}`, `-${LARGEST}`],
  ])('%j is spelled %s', (input, spelling) => {
    expect(parseQuantity(input)).toBe(spelling);
  });

  test.each([
    ['', 'not_a_number'],
    [' 1 ', 'not_a_number'],
    ['1,5', 'not_a_number'],
    ['--1', 'not_a_number'],
    ['١٢', 'not_a_number'],
    ['NaN', 'not_a_number'],
    [Number.NaN, 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    ['1e400', 'out_of_range'],
    ['1000000000000', 'out_of_range'],
    ['-1000000000000', 'out_of_range'],
    [1e12, 'out_of_range'],
    ['1'.repeat(41), 'out_of_range'],
    ['0.0000001', 'too_precise'],
    [0.1 + 0.2, 'too_precise'],
    [1 / 3, 'too_precise'],
  ])('%j is refused: %s', (input, problem) => {
    expect(problemOf(() => parseQuantity(input))).toBe(problem);
  });

  test('keeps the value and gives it one spelling', () => {
    fc.assert(
      fc.property(millionths, (value) => {
        const spelling = parseQuantity(textOf(value));
        expect(millionthsOf(spelling)).toBe(value);
        expect(spelling).toMatch(/^(?:0|-?(?:[1-9]\d*|0)(?:\.\d*[1-9])?)$/);
        expect(parseQuantity(spelling)).toBe(spelling);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('agrees with whole millionths', () => {
    fc.assert(
      fc.property(millionths, millionths, (a, b) => {
        const [left, right] = [textOf(a), textOf(b)];
        expect(millionthsOf(addQuantities(left, right))).toBe(a + b);
        expect(millionthsOf(negateQuantity(left))).toBe(-a);
        expect(Math.sign(compareQuantities(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(isZeroQuantity(left)).toBe(a === 0n);
      }),
    );
  });

  test('tenths add up, as floats do not', () => {
    expect(addQuantities('0.1', '0.2')).toBe('0.3');
  });

  test('a quantity and its negative cancel to a zero without sign', () => {
    expect(addQuantities('1.25', negateQuantity('1.25'))).toBe('0');
    expect(negateQuantity('0')).toBe('0');
  });

  test('compares by value, not by spelling', () => {
    expect(compareQuantities('1.0', '1')).toBe(0);
    expect(compareQuantities('10', '9')).toBeGreaterThan(0);
    expect(compareQuantities('-10', '-9')).toBeLessThan(0);
    expect(isZeroQuantity('-0.00')).toBe(true);
  });

  test('a sum that does not fit is refused', () => {
    expect(problemOf(() => addQuantities(LARGEST, '0.000001'))).toBe('out_of_range');
    expect(addQuantities(LARGEST, '-0.000001')).toBe('999999999999.999998');
  });

  test('what is no quantity is refused by every function', () => {
    for (const call of [
      () => addQuantities('1', 'x'),
      () => addQuantities('x', '1'),
      () => negateQuantity(''),
      () => compareQuantities('1', '1,0'),
      () => isZeroQuantity('zero'),
    ]) {
      expect(problemOf(call)).toBe('not_a_number');
    }
  });
});
