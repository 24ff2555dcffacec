import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Venue } from '../../api/company.types.ts';
import { reconciliationQuery } from '../../api/reconciliation.ts';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { unusualOf, unusualSentence } from '../month/unusual.ts';
import { useBillFilter } from './filter-link.ts';
import { SetAsideNote } from './set-aside-note.tsx';
import { usePlaceNames } from './use-place-names.ts';

/** What a reader must know before trusting the figures: what is unread, odd or unbalanced. */
export function DayNotes(props: { venueId: string; day: DayDetail }) {
  const { t } = useText();
  const nameOf = usePlaceNames(props.venueId);
  const { filter, choose } = useBillFilter();
  const { day } = props;
  const show = (only: 'open' | 'unbalanced') => (
    <Button
      size="sm"
      className="-my-1"
      aria-pressed={filter.only === only}
      onClick={() => choose({ only })}
    >
      {t('day.showBills')}
    </Button>
  );
  const suspicions = day.locations.filter((location) => location.suspicion !== null);
  const setAside = day.locations.filter((location) => location.setAsideOrders > 0);
  const unread = day.locations.filter(
    ({ completeness, setAsideOrders }) =>
      completeness === 'missing' || (completeness === 'partial' && setAsideOrders === 0),
  );
  const isUnread = day.completeness === 'partial' && (unread.length > 0 || setAside.length === 0);
  const unbalanced = day.unbalancedOrders ?? 0;
  const open = day.openOrders ?? 0;
  return (
    <div className="space-y-2 empty:hidden">
      {suspicions.map((location) => (
        <Notice key={location.label} tone="bad">
          <strong className="font-semibold">
            {nameOf(location)}
            {t('colon')}
          </strong>
          {location.suspicion}
        </Notice>
      ))}
      {setAside.map((location) => (
        <SetAsideNote
          key={`${location.integrationId} ${location.label}`}
          venueId={props.venueId}
          location={location}
          name={nameOf(location)}
        />
      ))}
      {isUnread && (
        <Notice tone="warn">
          {unread.length > 0
            ? t('day.partialLocations', {
                names: unread.map(nameOf).join(', '),
              })
            : t('day.partial')}
        </Notice>
      )}
      {unbalanced > 0 && (
        <Notice tone="warn" action={show('unbalanced')}>
          {t('day.unbalanced', { count: unbalanced })}
        </Notice>
      )}
      {open > 0 && <Notice action={show('open')}>{t('day.openBills', { count: open })}</Notice>}
    </div>
  );
}

/** How a day stands out from its weekday, and what to do about it, until somebody approves it. */
export function UnusualNote(props: { venue: Venue; day: DayDetail; readAgain: ReactNode }) {
  const { t, format } = useText();
  const { venue, day } = props;
  const at = { venueId: venue.id, businessDate: day.businessDate };
  const { data: reconciliation } = useQuery(reconciliationQuery(at));
  const isConfirmed = reconciliation
    ? reconciliation.approval !== null
    : unusualOf(day)?.isConfirmed === true;
  useFreshDays(venue.id, unusualOf(day)?.isConfirmed !== isConfirmed);
  const sentence = unusualSentence({ day, currency: venue.currency, t, format });
  return (
    <Notice
      tone={isConfirmed ? 'info' : 'warn'}
      action={isConfirmed ? null : props.readAgain}
      className="mb-5"
    >
      <strong className="block font-semibold">{sentence}</strong>
      {t(isConfirmed ? 'unusual.confirmedText' : 'unusual.approveBelow')}
    </Notice>
  );
}

/** Whoever approves or reopens a day changes what calendar and home say of it. */
function useFreshDays(venueId: string, isStale: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isStale) return;
    for (const queryKey of [['days', venueId], ['day', venueId], ['overview']]) {
      void queries.invalidateQueries({ queryKey });
    }
  }, [queries, venueId, isStale]);
}
