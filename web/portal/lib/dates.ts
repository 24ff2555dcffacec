/** Calendar arithmetic on 'YYYY-MM-DD' business dates and 'YYYY-MM' months; no zones involved. */

const dayMs = 86_400_000;
const toMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const fromMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toMs(text)) && fromMs(toMs(text)) === text;

/** No sales are read or kept of any day before: no till is older. */
export const salesDateFirst = '1995-01-01';
export const isMonth = (text: string): boolean => isDate(`${text}-01`);

export const addDays = (date: string, count: number): string => fromMs(toMs(date) + count * dayMs);
export const daysBetween = (from: string, to: string): number =>
  Math.round((toMs(to) - toMs(from)) / dayMs);

export const earlierOf = (one: string, other: string): string => (one < other ? one : other);

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (date: string): number => new Date(toMs(date)).getUTCDay();

export const monthOf = (date: string): string => date.slice(0, 7);
export const monthStart = (month: string): string => `${month}-01`;

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + (number - 1) + count;
  const yearText = String(Math.floor(index / 12)).padStart(4, '0');
  return `${yearText}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export const monthEnd = (month: string): string => addDays(monthStart(addMonths(month, 1)), -1);
export const daysInMonth = (month: string): number => Number(monthEnd(month).slice(8));

export function listDates(from: string, toInclusive: string): string[] {
  const count = daysBetween(from, toInclusive) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(from, index));
}

/** The business date an instant belongs to: before the cut-off it is still the day before. */
export function businessDateAt(of: { ms: number; timeZone: string; cutoff: string }): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: of.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(of.ms);
  const [date = '', time = ''] = parts.split(' ');
  return time < of.cutoff ? addDays(date, -1) : date;
}
