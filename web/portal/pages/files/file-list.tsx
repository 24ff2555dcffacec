import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { filesQuery } from '../../api/files.ts';
import type { SalesFile } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { Relative } from '../../shell/relative.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { CoveredDays } from './covered-days.tsx';
import { FileStatePill } from './file-state-pill.tsx';
import { billCount, fileSentence, originText } from './file-words.ts';

/** Every file that came, newest first. */
export function FileList(props: { integrationId: string; maySend: boolean }) {
  const { t } = useText();
  const query = useInfiniteQuery(filesQuery(props.integrationId));
  const files = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const columns = useColumns();
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <Card title={t('files.list')} isFlush>
      {query.isPending ? (
        <SkeletonLines count={4} label={t('state.loading')} className="p-5" />
      ) : files.length === 0 ? (
        <EmptyState icon="receipt" title={t('files.emptyTitle')} className="border-t border-line">
          {t(props.maySend ? 'files.emptyText' : 'files.emptyViewer')}
        </EmptyState>
      ) : (
        <DataTable caption={t('files.list')} rows={files} columns={columns} />
      )}
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
    </Card>
  );
}

function useColumns(): DataColumn<SalesFile>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('files.name'),
        isRowHeader: true,
        className: 'align-top',
        cell: (file) => <Named file={file} />,
      },
      {
        id: 'state',
        header: t('files.state'),
        isWide: true,
        className: 'align-top',
        cell: (file) => <Outcome file={file} />,
      },
      {
        id: 'days',
        header: t('files.days'),
        isWide: true,
        className: 'align-top',
        cell: (file) => <CoveredDays file={file} />,
      },
      {
        id: 'bills',
        header: t('files.bills'),
        isWide: true,
        align: 'right',
        className: 'align-top',
        cell: ({ result }) =>
          result && <span className="tnum">{format.count(billCount(result))}</span>,
      },
    ],
    [t, format],
  );
}

function Named(props: { file: SalesFile }) {
  const { t } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  const { file } = props;
  const { id, integrationId, venueId } = file;
  return (
    <>
      <Link
        to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
        params={{ venueId, integrationId, fileId: id }}
        className="rounded-sm font-medium break-all hover:underline"
      >
        {file.name}
      </Link>
      <span className="block text-xs text-ink-3">
        {originText(file, t)} · <Relative at={file.receivedAt} timeZone={timeZone} />
      </span>
      <div className="mt-1.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 sm:hidden">
        <Outcome file={file} />
        <CoveredDays file={file} />
      </div>
    </>
  );
}

/** A state, and a sentence where the other columns do not say it. */
function Outcome(props: { file: SalesFile }) {
  const words = useText();
  const { file } = props;
  return (
    <>
      <FileStatePill state={file.state} />
      {file.state !== 'read' && (
        <p className="mt-1 max-w-md text-sm text-ink-2">{fileSentence(file, words)}</p>
      )}
      {file.result !== null && file.result.rowsSetAside > 0 && (
        <p className="mt-1 max-w-md text-sm text-ink-2">
          {words.t('files.rowsSetAside', { count: file.result.rowsSetAside })}
        </p>
      )}
    </>
  );
}
