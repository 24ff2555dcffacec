import type { Day, Unusual } from '../../api/sales.types.ts';
import type { Translate } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';
import type { ShownCompleteness } from '../../shell/completeness.tsx';

/** Null for a day in line, and for one that cannot be judged. */
export const unusualOf = (day: Day | undefined): Unusual | null => day?.unusual ?? null;

/** Out of line, and nobody said that this is right. */
export function isDoubtful(day: Day | undefined): boolean {
  const unusual = unusualOf(day);
  return unusual !== null && !unusual.isConfirmed;
}

/**
 * The word a day bears on the screen: doubt about it goes before how it was read, and a day nobody
 * was to read is not missing.
 */
export function shownCompleteness(day: Day | undefined): ShownCompleteness {
  if (day === undefined) return 'missing';
  if (day.completeness === 'missing' && !day.isAsked) return 'unknown';
  return isDoubtful(day) ? 'suspicious' : day.completeness;
}

/** The word of a day with nothing more to say; one without sales may be known to be right. */
export function dayWord(day: Day | undefined, t: Translate): string {
  const completeness = shownCompleteness(day);
  return completeness === 'no_sales' && unusualOf(day)?.isConfirmed
    ? t('unusual.noSalesConfirmed')
    : t(`completeness.${completeness}`);
}

/** "Well below a usual Tuesday: $312.00, usually $2,410.00"; null for a day in line. */
export function unusualSentence(of: {
  day: Day | undefined;
  currency: string;
  t: Translate;
  format: Formats;
}): string | null {
  const { day, currency, t, format } = of;
  const unusual = unusualOf(day);
  if (day === undefined || unusual === null) return null;
  return t(`unusual.${unusual.direction}`, {
    weekday: format.weekday(day.businessDate, 'long'),
    net: format.money(day.netMinor ?? 0, currency),
    usual: format.money(unusual.usualNetMinor, currency),
  });
}
