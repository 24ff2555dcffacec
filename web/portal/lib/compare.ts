/** Change against an earlier figure as a ratio; null where a comparison would mislead. */
export function changeRatio(now: number | null | undefined, before: number | null | undefined) {
  if (now === null || now === undefined || before === null || before === undefined) return null;
  if (before <= 0) return null;
  return (now - before) / before;
}

/** Sum of known figures; null when none is known (unknown is never shown as 0). */
export function sumKnown(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value): value is number => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
