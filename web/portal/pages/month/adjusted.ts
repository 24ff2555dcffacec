import type { Day } from '../../api/sales.types.ts';
import type { Translate } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';

/** "Adjustments −$5.00": what was added by hand beside a day's figures; null when nothing was. */
export function adjustedText(of: {
  day: Day | undefined;
  currency: string;
  t: Translate;
  format: Formats;
}): string | null {
  const minor = of.day?.adjustmentsMinor ?? null;
  if (minor === null) return null;
  const amount = of.format.money(minor, of.currency, 'exact', true);
  return of.t('sales.adjusted', { amount });
}
