import { isDate } from './calendar-date.ts';

/** No till that can be asked, and no file or call, is older. */
export const salesDateFirst = '1995-01-01';
export const salesDateLast = '2199-12-31';

/** Whether sales may be asked for, read or kept under this date; a mistyped year is not one of them. */
export function isSalesDate(text: string): boolean {
  return isDate(text) && text >= salesDateFirst && text <= salesDateLast;
}
