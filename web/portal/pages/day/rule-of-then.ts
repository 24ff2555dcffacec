import type { DayRule } from '../../api/sales.types.ts';
import type { Translate } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';

/**
 * Which rule cut a part of the day when it was first seen, where it differs from today's in a way
 * that matters to this part; else null. The morning's end says nothing about the whole day.
 */
export function ruleOfThen(of: {
  part: 'morning' | 'endOfDay';
  firstRule: DayRule | null | undefined;
  venue: DayRule;
  t: Translate;
  format: Formats;
}): string | null {
  const { firstRule: first, venue: now, t, format } = of;
  if (!first) return null;
  const isMorningMoved = of.part === 'morning' && first.morningEnd !== now.morningEnd;
  const differences = [
    first.cutoff !== now.cutoff && t('day.ruleDay', { from: format.wallTime(first.cutoff) }),
    isMorningMoved && t('day.ruleMorning', { to: format.wallTime(first.morningEnd) }),
    first.timeZone !== now.timeZone &&
      t('day.ruleZone', { zone: first.timeZone.replaceAll('_', ' ') }),
  ].filter((words) => words !== false);
  return differences.length === 0 ? null : t('day.ruleOfThen', { rule: differences.join(', ') });
}
