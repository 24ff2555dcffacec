/** The same weekday in so many weeks before is what a day is compared with. */
export const usualWeeks = 8;
/** Fewer than this say nothing of what is usual. */
const sampleCountMin = 4;

/** How a finished day stands out from the same weekday before it. Net in minor units. */
export interface OutOfLine {
  /** `none`: no sales at all on a weekday that usually sells. */
  direction: 'low' | 'high' | 'none';
  /** The median of the days it was compared with; a half rounds away from zero. */
  usualNetMinor: number;
  sampleDays: number;
}

/**
 * Whether a finished day is out of line with the same weekday in the weeks before: net below half
 * or above double their median, and further from it than 3.5 standard deviations. These are
 * estimated from the median distance to the median (× 1.4826), which one odd day among the eight
 * does not move as it would move a mean. Exact: no fraction of an amount is rounded on the way.
 * Null when it is in line, or when there is too little to compare with. Pure.
 * @param day `hasSales`: false for a day that was read and had none; then `netMinor` is not asked.
 */
export function judgeUsualWeekday(
  day: { hasSales: boolean; netMinor: number },
  sampleNetsMinor: readonly number[],
): OutOfLine | null {
  if (sampleNetsMinor.length < sampleCountMin) return null;
  const nets = sampleNetsMinor.map(BigInt);
  const median2 = doubledMedian(nets);
  if (median2 <= 0n) return null;
  const usual = {
    usualNetMinor: Number((median2 + 1n) / 2n),
    sampleDays: sampleNetsMinor.length,
  };
  if (!day.hasSales) return { direction: 'none', ...usual };
  const net = BigInt(day.netMinor);
  const isLow = 4n * net < median2;
  const isHigh = net > median2;
  if (!isLow && !isHigh) return null;
  if (!isFar(net, { nets, median2 })) return null;
  return { direction: isLow ? 'low' : 'high', ...usual };
}

/**
 * |net − median| > 3.5 × 1.4826 × MAD, in whole numbers. Weeks that are all but alike have a MAD of
 * next to nothing: it counts as a twentieth of the median at least.
 */
function isFar(net: bigint, usual: { nets: readonly bigint[]; median2: bigint }): boolean {
  const { nets, median2 } = usual;
  const distance2 = (amount: bigint) => {
    const difference = 2n * amount - median2;
    return difference < 0n ? -difference : difference;
  };
  const mad4 = doubledMedian(nets.map(distance2));
  const floored40 = 10n * mad4 > median2 ? 10n * mad4 : median2;
  return distance2(net) * 20n * 10_000n > 51_891n * floored40;
}

/** Twice the median: whole, also of an even number of amounts. */
function doubledMedian(amounts: readonly bigint[]): bigint {
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as bigint;
  return sorted.length % 2 === 1 ? 2n * upper : upper + (sorted[half - 1] as bigint);
}
