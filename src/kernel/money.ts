import { findExponent } from './currency.ts';
import { coefficientAt, type Decimal, divideHalfAway, powerOfTen, readDecimal } from './decimal.ts';

/** Why an amount was refused. */
export type MoneyProblem =
  | 'not_a_number'
  | 'out_of_range'
  | 'too_precise'
  | 'unknown_currency'
  | 'bad_weights';

/** An amount that cannot be represented exactly. `problem` says why; the message quotes the input. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
  readonly problem: MoneyProblem;

  constructor(problem: MoneyProblem, input: unknown) {
    super(`${problem}: ${String(input).slice(0, 60)}`);
    this.problem = problem;
  }
}

/** Whether `x` is the code of a currency in use (ISO 4217, upper case). */
export function isCurrency(x: unknown): x is string {
  return typeof x === 'string' && findExponent(x) !== null;
}

/**
 * Decimals of a currency's minor unit: 0 for JPY, 2 for USD, 3 for KWD.
 * @throws MoneyError `unknown_currency`.
 */
export function exponentOf(currency: string): number {
  const exponent = findExponent(currency);
  if (exponent === null) throw new MoneyError('unknown_currency', currency);
  return exponent;
}

/**
 * Reads a decimal amount exactly: `'-12.50'` in USD is −1250 minor units. Never rounds.
 * @throws MoneyError when the text is no number, has more non-zero decimals than the currency, or
 *   does not fit a safe integer.
 */
export function parseAmount(text: string | number, currency: string): number {
  const exponent = exponentOf(currency);
  const minor = coefficientAt(readAmount(text), exponent);
  if (minor === null) throw new MoneyError('too_precise', text);
  return toMinor(minor, text);
}

/**
 * Writes minor units as a plain decimal with the currency's decimals: −1250 in USD is `'-12.50'`.
 * @throws MoneyError when `minor` is not a safe integer.
 */
export function formatAmount(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  checkMinor(minor);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * `minor × quantity` in minor units, rounded half away from zero.
 * @param quantity decimal text, e.g. `'0.333'`.
 * @throws MoneyError when the quantity is no number or the product does not fit.
 */
export function multiplyAmount(minor: number, quantity: string): number {
  checkMinor(minor);
  const { coefficient, scale } = readAmount(quantity);
  return toMinor(divideHalfAway(BigInt(minor) * coefficient, powerOfTen(scale)), quantity);
}

/**
 * Splits an amount in proportion to weights, by largest remainder: the parts sum to the total
 * exactly and each is less than one minor unit from its exact share. Among equal remainders the
 * earlier part gets the unit. Weights that are all zero mean equal parts.
 * @param weights finite, none negative; at least one, unless the total is 0.
 * @throws MoneyError `bad_weights`, or when the total is not a safe integer.
 */
export function splitAmount(totalMinor: number, weights: readonly number[]): number[] {
  checkMinor(totalMinor);
  if (weights.length === 0) {
    if (totalMinor === 0) return [];
    throw new MoneyError('bad_weights', 'none');
  }
  const shares = wholeWeights(weights);
  const sum = shares.reduce((a, b) => a + b, 0n);
  const total = BigInt(Math.abs(totalMinor));
  const floors = shares.map((share) => (total * share) / sum);
  let left = Number(total - floors.reduce((a, b) => a + b, 0n));
  const remainders = shares.map((share, index) => ({ index, remainder: (total * share) % sum }));
  remainders.sort((a, b) => compareBigInts(b.remainder, a.remainder) || a.index - b.index);
  const parts = floors.map(Number);
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return totalMinor < 0 ? parts.map((part) => 0 - part) : parts;
}

/** Weights as whole numbers in the same proportion; all-zero weights become equal ones. */
function wholeWeights(weights: readonly number[]): bigint[] {
  const decimals = weights.map((weight) => {
    const decimal = readDecimal(weight);
    if (typeof decimal === 'string' || decimal.coefficient < 0n) {
      throw new MoneyError('bad_weights', weight);
    }
    return decimal;
  });
  if (decimals.every((decimal) => decimal.coefficient === 0n)) return weights.map(() => 1n);
  const scale = Math.max(...decimals.map((decimal) => decimal.scale));
  return decimals.map((decimal) => decimal.coefficient * powerOfTen(scale - decimal.scale));
}

function readAmount(text: string | number): Decimal {
  const decimal = readDecimal(text);
  if (typeof decimal === 'string') throw new MoneyError(decimal, text);
  return decimal;
}

function toMinor(minor: bigint, input: string | number): number {
  const value = Number(minor);
  if (!Number.isSafeInteger(value)) throw new MoneyError('out_of_range', input);
  return value;
}

function checkMinor(minor: number): void {
  if (!Number.isSafeInteger(minor)) throw new MoneyError('out_of_range', minor);
}

function compareBigInts(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
