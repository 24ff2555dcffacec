import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { TimelineEvent } from '../../api/integration.types.ts';
import { timelineQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { groupByDay } from './group-by-day.ts';

const bad = new Set(['integration.failed', 'integration.called_off', 'backfill.failed']);
const odd = new Set(['integration.warned', 'backfill.cancelled', 'integration.deactivated']);
const good = new Set([
  'integration.became_healthy',
  'integration.recovered',
  'integration.restored',
  'integration.resumed',
  'backfill.finished',
]);

function dotClass(name: string): string {
  if (bad.has(name)) return 'bg-bad';
  if (odd.has(name)) return 'bg-warn';
  return good.has(name) ? 'bg-good' : 'bg-control';
}

/** Everything that happened, newest first, by day at the venue. */
export function Timeline(props: { of: { venueId: string } | { integrationId: string } }) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone ?? 'UTC';
  const query = useInfiniteQuery(timelineQuery(props.of));
  if (query.isPending) return <SkeletonLines count={6} label={t('state.loading')} />;
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  const events = query.data.pages.flatMap((page) => page.items);
  if (events.length === 0) return <p className="text-ink-2">{t('timeline.empty')}</p>;
  return (
    <>
      {groupByDay(events, timeZone).map((group) => (
        <section key={group.date} className="mb-5 last:mb-0">
          <h2 className="mb-2 text-xs font-semibold text-ink-3 first-letter:uppercase">
            {format.dateLong(group.date)}
          </h2>
          <ol className="relative space-y-0.5 before:absolute before:top-3 before:bottom-3 before:left-[3.5px] before:w-px before:bg-line">
            {group.events.map((event) => (
              <TimelineRow key={event.id} event={event} timeZone={timeZone} />
            ))}
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

function TimelineRow(props: { event: TimelineEvent; timeZone: string }) {
  const { format } = useText();
  const { event } = props;
  return (
    <li className="relative flex gap-3 py-1.5 pl-5">
      <span
        aria-hidden
        className={cx(
          'absolute top-3.5 left-0 size-2 rounded-full ring-3 ring-surface',
          dotClass(event.name),
        )}
      />
      <p className="min-w-0 flex-1">{event.text}</p>
      <time
        dateTime={event.at}
        title={format.instantFull(event.at, props.timeZone)}
        className="tnum shrink-0 text-sm text-ink-3"
      >
        {format.time(event.at, props.timeZone)}
      </time>
    </li>
  );
}
