import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { integrationsQuery } from '../../api/queries.ts';
import { daysQuery, downloadLines } from '../../api/sales.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import {
  addMonths,
  businessDateAt,
  earlierOf,
  monthEnd,
  monthOf,
  monthStart,
} from '../../lib/dates.ts';
import { importSpans } from '../../lib/lacking.ts';
import { ExportButton } from '../../shell/export-button.tsx';
import { lazyPlace, lazyWindow } from '../../shell/lazy-part.tsx';
import { useNotFresh } from '../../shell/not-fresh.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { RecomputationNote } from '../../shell/recomputation-note.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { TillTroubles } from '../../shell/till-troubles.tsx';
import { Calendar } from './calendar.tsx';
import { DayList } from './day-list.tsx';
import { monthFigures } from './month-figures.ts';
import { MonthSkeleton } from './month-skeleton.tsx';
import { MonthTotals } from './month-totals.tsx';
import { NoSalesYet } from './no-sales-yet.tsx';

const ReadAgainDialog = lazyWindow(
  async () => (await import('../day/read-again-dialog.tsx')).ReadAgainDialog,
);
const MonthTrend = lazyPlace(
  async () => (await import('./month-trend.tsx')).MonthTrend,
  <Skeleton className="h-80 w-full rounded-lg" />,
);

/** A month with the one before it, to compare with. */
const twoMonths = (venueId: string, month: string) =>
  daysQuery({ venueId, from: monthStart(addMonths(month, -1)), to: monthEnd(month) });

/** A month of sales days: totals, a calendar (a list on a phone) and the trend. */
export function MonthPage() {
  const { t, format } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/sales' });
  const search = useSearch({ from: '/app/v/$venueId/sales' });
  const venue = useCurrentVenue();
  const navigate = useNavigate();
  const today = venue
    ? businessDateAt({ ms: nowMs(), timeZone: venue.timeZone, cutoff: venue.cutoff })
    : '';
  const month = search.month ?? monthOf(today);
  const isCurrent = month === monthOf(today);
  const mayWrite = useMay('integrations:write');
  const [isReadingAgain, setIsReadingAgain] = useState(false);
  const wantedDate = useRef<string | null>(null);
  const queries = useQueryClient();
  const notFresh = useNotFresh(venueId);
  const query = useQuery(twoMonths(venueId, month));
  const imports = importSpans(useQuery(integrationsQuery(venueId, true)).data ?? []);
  useEffect(() => {
    // The month before is where one looks next.
    void queries.prefetchQuery(twoMonths(venueId, addMonths(month, -1)));
  }, [queries, venueId, month]);
  if (!venue) return null;
  const goTo = (next: string) =>
    void navigate({
      to: '/v/$venueId/sales',
      params: { venueId },
      search: { month: next === monthOf(today) ? undefined : next },
      resetScroll: false,
    });
  const figures = query.data && monthFigures({ days: query.data.days, month, today, imports });
  const exporting = figures && figures.netMinor !== null && (
    <ExportButton
      download={() =>
        downloadLines({ venueId, from: monthStart(month), to: earlierOf(monthEnd(month), today) })
      }
    />
  );
  return (
    <>
      <PageHeader
        title={format.month(month)}
        documentTitle={`${t('nav.sales')}, ${format.month(month)}`}
        hint={t('sales.monthHint', { cutoff: format.wallTime(venue.cutoff) })}
        hasSmallActions
        actions={
          <>
            {!isCurrent && (
              <Button onClick={() => goTo(monthOf(today))}>{t('sales.thisMonth')}</Button>
            )}
            {mayWrite && query.data?.days.some((day) => day.isAsked) && (
              <IconButton
                look="secondary"
                icon="refresh"
                label={t('readAgain.rangeLabel')}
                onClick={() => setIsReadingAgain(true)}
              />
            )}
            <IconButton
              look="secondary"
              icon="chevronLeft"
              label={t('sales.previousMonth')}
              onClick={() => goTo(addMonths(month, -1))}
            />
            <IconButton
              look="secondary"
              icon="chevronRight"
              label={t('sales.nextMonth')}
              disabled={month >= monthOf(today)}
              onClick={() => goTo(addMonths(month, 1))}
            />
          </>
        }
      />
      {isReadingAgain && (
        <ReadAgainDialog
          venueId={venueId}
          currency={venue.currency}
          days={{
            proposed: { from: monthStart(month), to: earlierOf(monthEnd(month), today) },
            today,
          }}
          onClose={() => setIsReadingAgain(false)}
        />
      )}
      <RecomputationNote venue={venue} className="mb-5" />
      <TillTroubles venueId={venueId} />
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <MonthSkeleton />}
      {query.data && figures && (
        <div className="space-y-5">
          <MonthTotals figures={figures} currency={query.data.currency} month={month} />
          {figures.netMinor === null && isCurrent && <NoSalesYet venueId={venueId} />}
          <Calendar
            venueId={venueId}
            month={month}
            today={today}
            notFresh={notFresh}
            answer={query.data}
            onMonth={goTo}
            wantedDate={wantedDate}
            actions={exporting}
          />
          <DayList
            venueId={venueId}
            month={month}
            today={today}
            notFresh={notFresh}
            answer={query.data}
            actions={exporting}
          />
          <MonthTrend venueId={venueId} month={month} today={today} answer={query.data} />
        </div>
      )}
    </>
  );
}
