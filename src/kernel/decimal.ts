/** An exact decimal number: `coefficient / 10^scale`. */
export interface Decimal {
  coefficient: bigint;
  /** Number of decimals, ≥ 0, without trailing zeros. */
  scale: number;
}

/** Why a text is not a decimal we work with. */
export type DecimalProblem = 'not_a_number' | 'out_of_range';

/** More is no price and no quantity, and keeps hostile input from costing anything. */
const CHARS_MAX = 40;
/** No exponent beyond this can fit an amount or a quantity. */
const EXPONENT_MAX = 40;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/;

/**
 * Reads a number exactly as written: ASCII digits, one optional point, one optional exponent.
 * No spaces, no grouping, no comma: which of them means what is the business of the file's reader.
 * A JS number is read by its shortest decimal text, so 0.1 is one tenth and 0.1 + 0.2 keeps its noise.
 */
export function readDecimal(input: string | number): Decimal | DecimalProblem {
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string') return 'not_a_number';
  if (text.length > CHARS_MAX) return 'out_of_range';
  const match = DECIMAL.exec(text);
  if (match === null) return 'not_a_number';
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  if (whole === '' && fraction === '') return 'not_a_number';
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > EXPONENT_MAX) return 'out_of_range';
  const magnitude = BigInt(whole + fraction);
  const coefficient = sign === '-' ? -magnitude : magnitude;
  return trimmed(coefficient, fraction.length - exponent);
}

/** The coefficient the value has at `scale` decimals; null when it needs more decimals than that. */
export function coefficientAt(value: Decimal, scale: number): bigint | null {
  return value.scale > scale ? null : value.coefficient * powerOfTen(scale - value.scale);
}

/** Division rounding half away from zero, as tills round: 0.5 → 1, −0.5 → −1. `divisor` > 0. */
export function divideHalfAway(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/** `10^exponent` for a whole exponent ≥ 0. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function trimmed(coefficient: bigint, scale: number): Decimal {
  if (scale <= 0) return { coefficient: coefficient * powerOfTen(-scale), scale: 0 };
  let rest = coefficient;
  let decimals = scale;
  while (decimals > 0 && rest % 10n === 0n) {
    rest /= 10n;
    decimals -= 1;
  }
  return { coefficient: rest, scale: decimals };
}
