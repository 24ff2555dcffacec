import { useText } from '../../i18n/use-text.ts';
import { useCurrentVenue } from '../../shell/session.ts';
import type { DayFigures } from './day-figures.ts';
import { PartCard } from './part-card.tsx';
import { ruleOfThen } from './rule-of-then.ts';

/** Morning and end of day: what was first seen, what is true now, and the difference. */
export function PartsOfDay(props: DayFigures) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const { day, currency } = props;
  if (!venue) return null;
  const rules = { firstRule: day.morning?.firstSeenRule, venue, t, format };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <PartCard
        title={t('day.morning')}
        hint={t('day.morningHint', {
          from: format.wallTime(venue.cutoff),
          to: format.wallTime(venue.morningEnd),
        })}
        part={day.morning}
        untold={day.areTimesTold ? null : t('day.morningNotTold')}
        ruleOfThen={ruleOfThen({ part: 'morning', ...rules })}
        currency={currency}
        timeZone={venue.timeZone}
      />
      <PartCard
        title={t('day.endOfDay')}
        hint={t('day.endOfDayHint', { to: format.wallTime(venue.cutoff) })}
        part={day.endOfDay}
        ruleOfThen={ruleOfThen({ part: 'endOfDay', ...rules })}
        currency={currency}
        timeZone={venue.timeZone}
      />
    </div>
  );
}
