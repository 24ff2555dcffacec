import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { dayQuery } from '../../api/sales.queries.ts';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { businessDateAt } from '../../lib/dates.ts';
import { hasNotBegun } from '../../lib/not-begun.ts';
import { lazyPlace } from '../../shell/lazy-part.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { RecomputationNote } from '../../shell/recomputation-note.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { TillTroubles } from '../../shell/till-troubles.tsx';
import { BillDrawer } from './bill-drawer.tsx';
import { Bills } from './bills.tsx';
import { Categories } from './categories.tsx';
import { DayHeader } from './day-header.tsx';
import { DayNotes } from './day-notes.tsx';
import { FutureDay, MissingDay, NoSalesDay } from './empty-days.tsx';
import { HoursNotTold } from './hours-not-told.tsx';
import { MoneyModel } from './money-model.tsx';
import { PartsOfDay } from './parts-of-day.tsx';
import { Restatements } from './restatements.tsx';
import { Taxes } from './taxes.tsx';
import { Tenders } from './tenders.tsx';

const Reconcile = lazyPlace(
  async () => (await import('./reconcile/reconcile-card.tsx')).ReconcileCard,
  <Skeleton className="h-40 w-full rounded-lg" />,
);
const Hours = lazyPlace(
  async () => (await import('./hours.tsx')).Hours,
  <Skeleton className="h-72 w-full rounded-lg" />,
);

/** One business day: what was sold, how the figures came about, and the bills behind them. */
export function DayPage() {
  const { t } = useText();
  const { venueId, date } = useParams({ from: '/app/v/$venueId/sales/$date' });
  const venue = useCurrentVenue();
  const query = useQuery(dayQuery({ venueId, businessDate: date }));
  if (!venue) return null;
  const today = businessDateAt({ ms: nowMs(), timeZone: venue.timeZone, cutoff: venue.cutoff });
  const isFuture = hasNotBegun({ date, today, day: query.data });
  const header = (
    <DayHeader venue={venue} date={date} day={query.data} today={today} isFuture={isFuture} />
  );
  if (isFuture) {
    return (
      <>
        {header}
        <FutureDay venue={venue} date={date} today={today} />
      </>
    );
  }
  return (
    <>
      {header}
      <RecomputationNote venue={venue} className="mb-5" />
      {date === today && <TillTroubles venueId={venueId} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div role="status" aria-label={t('state.loading')} className="space-y-5">
          <Skeleton className="h-36 w-full rounded-lg" />
          <Skeleton className="h-28 w-full rounded-lg" />
          <Skeleton className="h-72 w-full rounded-lg" />
        </div>
      )}
      {query.data && <DayBody venueId={venueId} day={query.data} currency={venue.currency} />}
    </>
  );
}

function DayBody(props: { venueId: string; day: DayDetail; currency: string }) {
  const { venueId, day, currency } = props;
  const figures = { venueId, day, currency };
  if (day.completeness === 'missing') return <MissingDay venueId={venueId} day={day} />;
  if (day.completeness === 'no_sales' && day.restatements.length === 0) {
    return (
      <div className="space-y-5">
        <NoSalesDay venueId={venueId} day={day} />
        <Reconcile {...figures} />
      </div>
    );
  }
  return (
    <div className="space-y-5">
      <DayNotes venueId={venueId} day={day} />
      <MoneyModel {...figures} />
      <PartsOfDay {...figures} />
      {day.areTimesTold ? <Hours {...figures} /> : <HoursNotTold />}
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <Categories {...figures} />
        <div className="space-y-5">
          <Tenders {...figures} />
          <Taxes {...figures} />
        </div>
      </div>
      {day.restatements.length > 0 && <Restatements {...figures} />}
      <Reconcile {...figures} />
      <Bills {...figures} />
      <BillDrawer {...figures} />
    </div>
  );
}
