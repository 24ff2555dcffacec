import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { Integration, Run } from '../../api/integration.types.ts';
import { runsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { Relative } from '../../shell/relative.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { runKindWord, runStateWord, runTone } from './run-words.ts';
import { isSentToUs, useProvider } from './use-provider.ts';

/** Each fetch attempt: what window it asked for and what it found. */
export function Runs(props: { integration: Integration }) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone ?? 'UTC';
  const query = useInfiniteQuery(runsQuery(props.integration.id));
  const { locations, provider } = props.integration;
  const isSent = isSentToUs(useProvider(provider));
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const columns = useMemo<DataColumn<Run>[]>(() => {
    const labels = new Map(locations.map((location) => [location.id, location.label]));
    return [
      {
        id: 'started',
        header: t('runs.started'),
        isRowHeader: true,
        cell: (run) => (
          <>
            <span className="block whitespace-nowrap">
              <Relative at={run.startedAt} timeZone={timeZone} />
            </span>
            <span className="text-xs text-ink-3">
              {[runKindWord(run, t), labels.get(run.locationId)].filter(Boolean).join(' · ')}
            </span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('runs.state'),
        cell: (run) => (
          <>
            <Pill tone={runTone(run)}>{runStateWord(run, t)}</Pill>
            <div className="mt-1 text-sm sm:hidden">
              <Found run={run} />
            </div>
            {run.problem && (
              <p className="mt-1 max-w-md text-sm text-ink-2">{run.problem.message}</p>
            )}
            {run.warnings.map((warning) => (
              <p key={warning} className="mt-1 max-w-md text-sm text-ink-2">
                {warning}
              </p>
            ))}
          </>
        ),
      },
      {
        id: 'window',
        header: t('runs.window'),
        isWide: true,
        className: 'max-lg:!hidden',
        cell: (run) =>
          run.windowFrom && run.windowTo ? (
            <span className="tnum text-sm whitespace-nowrap text-ink-2">
              {format.instant(run.windowFrom, timeZone)} – {format.instant(run.windowTo, timeZone)}
            </span>
          ) : null,
      },
      {
        id: 'found',
        header: t('runs.found'),
        isWide: true,
        align: 'right',
        cell: (run) => <Found run={run} />,
      },
    ];
  }, [t, format, timeZone, locations]);
  if (query.isPending)
    return <SkeletonLines count={6} label={t('state.loading')} className="p-5" />;
  if (query.isError) {
    return (
      <QueryProblem className="m-5" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (runs.length === 0)
    return <p className="p-5 text-ink-2">{t(isSent ? 'runs.emptySent' : 'runs.empty')}</p>;
  return (
    <>
      <DataTable caption={t('integrations.runs')} rows={runs} columns={columns} />
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button
            size="sm"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

function Found(props: { run: Run }) {
  const { t, format } = useText();
  const { run } = props;
  const parts = (
    [
      ['runs.new', run.ordersNew],
      ['runs.changed', run.ordersChanged],
      ['runs.gone', run.ordersGone],
      ['runs.quarantined', run.ordersQuarantined],
      ['runs.posItemsNew', run.posItemsNew ?? 0],
    ] as const
  ).filter(([, count]) => count > 0);
  if (parts.length === 0) return <span className="text-ink-3">{t('runs.nothingNew')}</span>;
  return (
    <span className="tnum">
      {parts.map(([word, count]) => (
        <span key={word} className="block whitespace-nowrap">
          {t(word, { count, shown: format.count(count) })}
        </span>
      ))}
    </span>
  );
}
