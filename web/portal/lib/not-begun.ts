import type { Day } from '../api/sales.types.ts';

/**
 * Whether a business day still lies ahead. The server's word counts, for its clock is the one that
 * decides; the reader's clock is asked only about days that have no figures.
 */
export function hasNotBegun(of: {
  date: string;
  today: string;
  day: Pick<Day, 'completeness' | 'netMinor'> | undefined;
}): boolean {
  if (of.day?.completeness === 'future') return true;
  const hasFigures = of.day !== undefined && of.day.netMinor !== null;
  return !hasFigures && of.date > of.today;
}
