import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Integration, ResyncPreview } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import { integrationName } from '../integrations/integration-name.ts';

type PreviewedDay = ResyncPreview['days'][number];

/** What reading days again would change of one integration's part of them. */
export function PreviewEntry(props: {
  integration: Pick<Integration, 'providerName' | 'nickname'>;
  preview: ResyncPreview | null;
  currency: string;
  venueId: string;
  /** One day is being looked at: which one need not be said. */
  isOneDay: boolean;
}) {
  const { t } = useText();
  const { preview, currency, isOneDay } = props;
  const days = preview?.days ?? [];
  return (
    <section className="rounded-lg border border-line px-4 py-3">
      <h3 className="font-medium">{integrationName(props.integration)}</h3>
      {preview && !(isOneDay && days[0] && isHeld(days[0])) && <Counts of={preview} />}
      {days.length === 0 && (
        <p className="mt-1">{t(isOneDay ? 'readAgain.same' : 'readAgain.sameDays')}</p>
      )}
      {isOneDay && days[0] && <OneDay day={days[0]} currency={currency} />}
      {!isOneDay && days.length > 0 && (
        <Days days={days} currency={currency} venueId={props.venueId} />
      )}
    </section>
  );
}

/** Whether it waits for an approved day, itself or one that it shares a bill with. */
const isHeld = (day: PreviewedDay): boolean => day.isApproved || day.isWaiting;

/** How many bills, in words. */
function Counts(props: { of: Pick<ResyncPreview, 'ordersNew' | 'ordersChanged' | 'ordersGone'> }) {
  const { t } = useText();
  const { ordersNew: added, ordersChanged: changed, ordersGone: gone } = props.of;
  return <p className="text-sm text-ink-2">{t('readAgain.counts', { added, changed, gone })}</p>;
}

function OneDay(props: { day: PreviewedDay; currency: string }) {
  const { t } = useText();
  const { day, currency } = props;
  return (
    <>
      {isHeld(day) && <HeldBack day={day} currency={currency} />}
      <p className="mt-1">
        <WasNow
          {...{ day, currency }}
          was={t('day.was')}
          now={t(isHeld(day) ? 'readAgain.wouldBe' : 'day.now')}
        />
      </p>
      {isHeld(day) && <Counts of={day} />}
    </>
  );
}

/** That the till tells a held day otherwise, and what storing does about it: nothing. */
function HeldBack(props: { day: PreviewedDay; currency: string }) {
  const { t, format } = useText();
  const { day, currency } = props;
  const difference = day.now.netMinor - (day.was?.netMinor ?? 0);
  const date = format.dateShort(day.businessDate);
  if (!day.isApproved)
    return <p className="mt-1 font-medium">{t('readAgain.waiting', { date })}</p>;
  return (
    <p className="mt-1 font-medium">
      {t('readAgain.approved', {
        date,
        count: day.ordersNew + day.ordersChanged + day.ordersGone,
        difference: format.money(difference, currency, 'exact', true),
      })}
    </p>
  );
}

function WasNow(props: { day: PreviewedDay; currency: string; was?: string; now?: string }) {
  const { t } = useText();
  const { day, currency } = props;
  const said = (word: string | undefined): ReactNode => word && <>{word} </>;
  return (
    <>
      {said(props.was)}
      {day.was === null ? (
        <span className="text-ink-2">{t('readAgain.notReadYet')}</span>
      ) : (
        <Money minor={day.was.netMinor} currency={currency} />
      )}{' '}
      <span aria-hidden>→</span> {said(props.now)}
      <Money minor={day.now.netMinor} currency={currency} className="font-semibold" />
    </>
  );
}

/** Day by day what was and what would be, each leading to its page. */
function Days(props: { days: readonly PreviewedDay[]; currency: string; venueId: string }) {
  const { t, format } = useText();
  return (
    <ul aria-label={t('readAgain.days')} className="mt-2 border-t border-line">
      {props.days.map((day) => (
        <li
          key={day.businessDate}
          className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2 last:border-b-0 last:pb-0"
        >
          <Link
            to="/v/$venueId/sales/$date"
            params={{ venueId: props.venueId, date: day.businessDate }}
            className="rounded-sm font-medium hover:underline"
          >
            {format.weekday(day.businessDate)} {format.dateShort(day.businessDate)}
          </Link>
          <span className="tnum max-sm:w-full sm:text-right">
            <WasNow
              {...{ day, currency: props.currency }}
              {...(isHeld(day) ? { now: t('readAgain.wouldBe') } : {})}
            />
            <Counts of={day} />
          </span>
          {isHeld(day) && (
            <div className="w-full text-sm">
              <HeldBack day={day} currency={props.currency} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
