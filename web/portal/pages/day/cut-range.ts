import type { DateRange } from '../../api/actions.ts';
import { addDays, earlierOf } from '../../lib/dates.ts';

/** The range in pieces of at most so many days, oldest first: each is asked for by itself. */
export function cutRange({ from, to }: DateRange, daysMax: number): DateRange[] {
  const pieces: DateRange[] = [];
  for (let first = from; first <= to; first = addDays(first, daysMax)) {
    pieces.push({ from: first, to: earlierOf(addDays(first, daysMax - 1), to) });
  }
  return pieces;
}
