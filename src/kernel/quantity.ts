import { coefficientAt, type DecimalProblem, readDecimal } from './decimal.ts';

/** Why a quantity was refused. */
export type QuantityProblem = DecimalProblem | 'too_precise';

/** A quantity that cannot be represented exactly. `problem` says why; the message quotes the input. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
  readonly problem: QuantityProblem;

  constructor(problem: QuantityProblem, input: unknown) {
    super(`${problem}: ${String(input).slice(0, 60)}`);
    this.problem = problem;
  }
}

/** What `numeric(18, 6)` holds: 12 integer digits and 6 decimals. */
const DECIMALS_MAX = 6;
const MILLIONTHS_END = 10n ** 18n;

/**
 * Reads a quantity into its one spelling: no sign for plus or zero, no leading or trailing zeros
 * (`'+1.50'` → `'1.5'`, `'-0'` → `'0'`). At most 12 integer digits and 6 decimals; never rounds.
 * @throws QuantityError
 */
export function parseQuantity(text: string | number): string {
  return format(readMillionths(text), text);
}

/** Exact sum. @throws QuantityError when an operand is no quantity or the sum does not fit. */
export function addQuantities(a: string, b: string): string {
  return format(readMillionths(a) + readMillionths(b), `${a} + ${b}`);
}

/** The quantity with the other sign; zero stays `'0'`. @throws QuantityError */
export function negateQuantity(quantity: string): string {
  return format(-readMillionths(quantity), quantity);
}

/** Negative when a < b, positive when a > b, 0 when equal in value (`'1.0'` equals `'1'`). @throws QuantityError */
export function compareQuantities(a: string, b: string): number {
  const left = readMillionths(a);
  const right = readMillionths(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether the quantity is zero in value. @throws QuantityError */
export function isZeroQuantity(quantity: string): boolean {
  return readMillionths(quantity) === 0n;
}

function readMillionths(text: string | number): bigint {
  const decimal = readDecimal(text);
  if (typeof decimal === 'string') throw new QuantityError(decimal, text);
  const millionths = coefficientAt(decimal, DECIMALS_MAX);
  if (millionths === null) throw new QuantityError('too_precise', text);
  return checked(millionths, text);
}

function checked(millionths: bigint, input: string | number): bigint {
  if (millionths >= MILLIONTHS_END || millionths <= -MILLIONTHS_END) {
    throw new QuantityError('out_of_range', input);
  }
  return millionths;
}

function format(millionths: bigint, input: string | number): string {
  const value = checked(millionths, input);
  const digits = String(value < 0n ? -value : value).padStart(DECIMALS_MAX + 1, '0');
  const whole = digits.slice(0, -DECIMALS_MAX);
  const fraction = digits.slice(-DECIMALS_MAX).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
