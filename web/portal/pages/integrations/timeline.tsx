import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { TimelineFilter, TimelineOf } from '../../api/integration.types.ts';
import { timelineQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { foldQuietChecks } from './fold-quiet-checks.ts';
import { groupByDay } from './group-by-day.ts';
import { TimelineFilters } from './timeline-filters.tsx';
import { QuietChecks, TimelineRow } from './timeline-row.tsx';
import { useTimelineFilter } from './use-timeline-filter.ts';

/** Who did what and when, and every check; newest first, by day at the venue. */
export function Timeline(props: { of: TimelineOf; venueId: string }) {
  const { filter, change } = useTimelineFilter();
  return (
    <>
      <TimelineFilters of={props.of} venueId={props.venueId} filter={filter} onChange={change} />
      <Events of={props.of} venueId={props.venueId} filter={filter} />
    </>
  );
}

function Events(props: { of: TimelineOf; venueId: string; filter: TimelineFilter }) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone ?? 'UTC';
  const query = useInfiniteQuery(timelineQuery(props.of, props.filter));
  if (query.isPending) return <SkeletonLines count={6} label={t('state.loading')} />;
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  const events = query.data.pages.flatMap((page) => page.items);
  if (events.length === 0) {
    const isNarrowed = Object.values(props.filter).some((value) => value !== undefined);
    return <p className="text-ink-2">{t(isNarrowed ? 'timeline.none' : 'timeline.empty')}</p>;
  }
  return (
    <>
      {groupByDay(events, timeZone).map((group) => (
        <section key={group.date} className="mb-5 last:mb-0">
          <h2 className="mb-2 text-xs font-semibold text-ink-3 first-letter:uppercase">
            {format.dateLong(group.date)}
          </h2>
          <ol className="relative space-y-0.5 before:absolute before:top-3 before:bottom-3 before:left-[3.5px] before:w-px before:bg-line">
            {foldQuietChecks(group.events).map((entry) =>
              entry.kind === 'event' ? (
                <TimelineRow
                  key={entry.event.id}
                  story={entry}
                  venueId={props.venueId}
                  timeZone={timeZone}
                />
              ) : (
                <QuietChecks
                  key={entry.events.at(-1)?.id}
                  events={entry.events}
                  timeZone={timeZone}
                />
              ),
            )}
          </ol>
        </section>
      ))}
      {query.hasNextPage && (
        <Button
          size="sm"
          isBusy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('action.loadMore')}
        </Button>
      )}
    </>
  );
}
