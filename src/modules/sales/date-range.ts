import { daysBetween, isDate } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { isSalesDate, salesDateFirst, salesDateLast } from '#kernel/sales-dates.ts';

/** The longest span of days one answer holds. */
export const daysMax = 400;

/**
 * Checks the dates a caller asks for, both included.
 * @throws Refusal 422 `date_range_invalid`, naming the field and what to send instead.
 */
export function checkDateRange(range: { from: string; to: string }): { from: string; to: string } {
  checkDate(range.from, 'from');
  checkDate(range.to, 'to');
  const days = daysBetween(range.from, range.to) + 1;
  if (days < 1) {
    throw invalid('from', {
      en: `The first day ${range.from} is after the last day ${range.to}. Swap them.`,
      fr: `Le premier jour ${range.from} vient après le dernier jour ${range.to}. Inversez-les.`,
    });
  }
  if (days > daysMax) {
    throw invalid('to', {
      en: `One answer holds at most ${daysMax} days; these are ${days}. Ask for a shorter span.`,
      fr: `Une réponse contient au plus ${daysMax} jours ; vous en demandez ${days}. Choisissez une période plus courte.`,
    });
  }
  return range;
}

/** @throws Refusal 422 `date_range_invalid` for a date that does not exist or is out of reach. */
export function checkDate(date: string, path: string): string {
  if (isSalesDate(date)) return date;
  const given = date.slice(0, 40);
  if (isDate(date)) {
    throw invalid(path, {
      en: `${given} is out of reach: dates go from ${salesDateFirst} to ${salesDateLast}.`,
      fr: `${given} est hors de portée : les dates vont du ${salesDateFirst} au ${salesDateLast}.`,
    });
  }
  throw invalid(path, {
    en: `"${given}" is not a date. Write one as YYYY-MM-DD, for example 2025-03-31.`,
    fr: `« ${given} » n’est pas une date. Écrivez-la AAAA-MM-JJ, par exemple 2025-03-31.`,
  });
}

function invalid(path: string, detail: Localized): Refusal {
  return new Refusal({
    code: 'date_range_invalid',
    status: 422,
    detail,
    errors: [{ path, message: '' }],
  });
}
