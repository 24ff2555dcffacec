import type { DayDetail } from '../../api/sales.types.ts';

/** What every part of the day page is given. */
export interface DayFigures {
  venueId: string;
  day: DayDetail;
  currency: string;
}
