/** Exact decimal arithmetic of the simulators: BigInt units of a fixed scale, no floats. */

/** Decimal places of currencies that do not have two (ISO 4217). */
const EXPONENTS = new Map<string, number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND']
    .concat(['VUV', 'XAF', 'XOF', 'XPF'])
    .map((code): [string, number] => [code, 0]),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

/** Decimal places of a currency: 0 for JPY, 3 for KWD, else 2. */
export function exponentOf(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}

const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d*))?$/;
const CACHE_MAX = 50_000;
const caches = new Map<number, Map<string, bigint>>();

/**
 * A decimal text as an integer count of 10^-scale units ("12.5", 2 → 1250n).
 * Throws RangeError when it is not a plain decimal or has more non-zero places than the scale.
 */
export function parseDecimal(text: string, scale: number): bigint {
  let cache = caches.get(scale);
  if (cache === undefined || cache.size > CACHE_MAX) {
    cache = new Map();
    caches.set(scale, cache);
  }
  const known = cache.get(text);
  if (known !== undefined) {
    return known;
  }
  const match = DECIMAL.exec(text);
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (match === null || fraction.length > scale) {
    throw new RangeError(`not a decimal with at most ${scale} places: ${text.slice(0, 40)}`);
  }
  const digits = BigInt(`${match[2]}${fraction.padEnd(scale, '0')}`);
  const value = match[1] === '-' ? -digits : digits;
  cache.set(text, value);
  return value;
}

/** An integer count of 10^-scale units as text with exactly `scale` places. */
export function formatDecimal(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return units < 0n ? `-${text}` : text;
}

/** A decimal without trailing zeros ("2", "0.35"). */
export function formatShort(units: bigint, scale: number): string {
  const text = formatDecimal(units, scale);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Quotient rounded half away from zero; the divisor is positive. */
export function divideRounded(value: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return value < 0n ? -((-value + half) / divisor) : (value + half) / divisor;
}

/** Absolute value. */
export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
