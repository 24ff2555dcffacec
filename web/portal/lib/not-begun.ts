import type { Completeness } from '../api/sales.types.ts';

/**
 * Whether a business day still lies ahead. The server's word counts, for its clock is the one that
 * decides; the reader's clock is asked only about days that nobody has read.
 */
export function hasNotBegun(of: {
  date: string;
  today: string;
  completeness: Completeness | undefined;
}): boolean {
  if (of.completeness === 'future') return true;
  const isUnread = of.completeness === undefined || of.completeness === 'missing';
  return isUnread && of.date > of.today;
}
