import { Card } from '../../../ui/card.tsx';
import type { PartOfDay } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import type { DayFigures } from './day-figures.ts';

/** Morning and end of day: what was first seen, what is true now, and the difference. */
export function PartsOfDay(props: DayFigures) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const { day, currency } = props;
  if (!venue) return null;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Part
        title={t('day.morning')}
        hint={t('day.morningHint', {
          from: format.wallTime(venue.cutoff),
          to: format.wallTime(venue.morningEnd),
        })}
        part={day.morning}
        currency={currency}
        timeZone={venue.timeZone}
      />
      <Part
        title={t('day.endOfDay')}
        hint={t('day.endOfDayHint', { to: format.wallTime(venue.cutoff) })}
        part={day.endOfDay}
        currency={currency}
        timeZone={venue.timeZone}
      />
    </div>
  );
}

function Part(props: {
  title: string;
  hint: string;
  part: PartOfDay | null;
  currency: string;
  timeZone: string;
}) {
  const { t, format } = useText();
  const { part, currency } = props;
  if (part === null || part.netMinor === null) {
    return (
      <Card title={props.title} hint={props.hint}>
        <p className="text-ink-2">{t('day.notReached')}</p>
      </Card>
    );
  }
  const first = part.asFirstSeen;
  const difference = first === null ? 0 : part.netMinor - first.netMinor;
  return (
    <Card title={props.title} hint={props.hint}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Money
          minor={part.netMinor}
          currency={currency}
          className="text-xl font-semibold tracking-tight"
        />
        <span className="text-ink-2">{t('sales.orderCount', { count: part.orders ?? 0 })}</span>
      </p>
      {first && (
        <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
          <dt className="text-ink-2">
            {first.at
              ? t('day.firstSeenAt', { at: format.instant(first.at, props.timeZone) })
              : t('day.firstSeen')}
          </dt>
          <dd className="text-right">
            <Money minor={first.netMinor} currency={currency} />
          </dd>
          <dt className="text-ink-2">{t('day.sinceThen')}</dt>
          <dd className="text-right font-medium">
            {difference === 0 ? (
              <span className="text-ink-3">{t('day.unchanged')}</span>
            ) : (
              <Money
                minor={difference}
                currency={currency}
                isSigned
                className={difference > 0 ? 'text-good' : 'text-bad'}
              />
            )}
          </dd>
        </dl>
      )}
    </Card>
  );
}
