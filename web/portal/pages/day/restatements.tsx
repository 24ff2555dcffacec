import { Link } from '@tanstack/react-router';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Restatement } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import type { DayFigures } from './day-figures.ts';
import { FoldedList } from './folded-list.tsx';
import { type ShownChange, shownChange } from './shown-change.ts';
import { usePlaceNames } from './use-place-names.ts';

/** Each time stored figures changed: was, now, why, with the bills that did it. */
export function Restatements(props: DayFigures) {
  const { t } = useText();
  return (
    <Card title={t('day.restatements')} hint={t('day.restatementsHint')}>
      <FoldedList as="ol" entries={props.day.restatements} className="space-y-4">
        {(restatement, entry) => (
          <li
            {...entry}
            key={`${restatement.at} ${restatement.locationLabel ?? ''}`}
            className="border-l-2 border-accent/40 pl-4"
          >
            <RestatementEntry restatement={restatement} {...props} />
          </li>
        )}
      </FoldedList>
    </Card>
  );
}

function RestatementEntry(props: DayFigures & { restatement: Restatement }) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const { restatement, currency, venueId, day } = props;
  const nameOf = usePlaceNames(venueId);
  const place = day.locations.find(({ label }) => label === restatement.locationLabel);
  const change = shownChange(restatement);
  return (
    <>
      <p className="tnum text-xs text-ink-3">
        {format.instant(restatement.at, venue?.timeZone)}
        {day.locations.length > 1 && place && ` · ${nameOf(place)}`}
      </p>
      {change && <WasNow change={change} currency={currency} />}
      <p className="sr-only">{t('day.why')}</p>
      <FoldedList as="ul" entries={restatement.why} className="mt-1.5 space-y-1 text-sm">
        {(cause, entry) => (
          <li {...entry} key={`${cause.kind} ${cause.orderId ?? cause.key ?? cause.text}`}>
            {cause.orderId ? (
              <Link
                to="/v/$venueId/sales/$date"
                params={{ venueId, date: day.businessDate }}
                search={(search) => ({ ...search, bill: cause.orderId ?? undefined })}
                resetScroll={false}
                className="rounded-sm text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
              >
                {cause.text}
              </Link>
            ) : (
              cause.text
            )}
          </li>
        )}
      </FoldedList>
    </>
  );
}

function WasNow(props: { change: ShownChange; currency: string }) {
  const { t } = useText();
  const { currency } = props;
  const { of, was, now, isLikeWithLike } = props.change;
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {of === 'morning' && <span className="font-medium">{t('day.morning')}</span>}
      <span className="text-ink-2">{t('day.was')}</span>
      <Money minor={was} currency={currency} className="line-through decoration-ink-3" />
      <Icon name="chevronRight" size={14} className="text-ink-3" />
      <span className="text-ink-2">{t('day.now')}</span>
      <Money minor={now} currency={currency} className="font-semibold" />
      {isLikeWithLike && was !== null && now !== null && was !== now && (
        <span className={now > was ? 'text-good' : 'text-bad'}>
          (<Money minor={now - was} currency={currency} isSigned />)
        </span>
      )}
    </p>
  );
}
