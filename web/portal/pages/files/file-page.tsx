import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { downloadFile, fileQuery, isUnsettled, replayFile } from '../../api/files.ts';
import type { SalesFileDetail } from '../../api/files.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { saveFile } from '../../lib/save-file.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { PageWaiting } from '../../shell/page-states.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { Relative } from '../../shell/relative.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { FileOutcome } from './file-outcome.tsx';
import { sizeText } from './file-size.ts';
import { originText } from './file-words.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { RowsTable } from './rows-table.tsx';

const from = '/app/v/$venueId/settings/integrations/$integrationId/files/$fileId';

/** One sales file: what became of it, what its columns mean, and how its rows are understood. */
export function FilePage() {
  const { integrationId, fileId } = useParams({ from });
  const query = useQuery(fileQuery({ integrationId, fileId }));
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  return query.isPending ? <PageWaiting /> : <FileBody key={fileId} file={query.data} />;
}

function FileBody(props: { file: SalesFileDetail }) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const { file } = props;
  return (
    <>
      <PageHeader
        title={t('files.named', { name: file.name })}
        hint={
          <>
            {originText(file, t)} · <Relative at={file.receivedAt} timeZone={venue?.timeZone} /> ·{' '}
            {sizeText(file.size, format.locale)}
          </>
        }
        before={
          <Link
            to="/v/$venueId/settings/integrations/$integrationId/files"
            params={{ venueId: file.venueId, integrationId: file.integrationId }}
            className="mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-3 hover:text-ink"
          >
            <Icon name="chevronLeft" size={15} className="-ml-1" />
            {t('files.title')}
          </Link>
        }
        actions={<Actions file={file} />}
      />
      <div className="space-y-5">
        <FileOutcome file={file} />
        <Columns file={file} currency={venue?.currency ?? 'CAD'} />
      </div>
    </>
  );
}

/** The columns of a file that waits for answers; of one that was read only when they are wrong. */
function Columns(props: { file: SalesFileDetail; currency: string }) {
  const { t } = useText();
  const mayWrite = useMay('integrations:write');
  const [isCorrecting, setIsCorrecting] = useState(false);
  const { file, currency } = props;
  const canAnswer = mayWrite && file.layout !== null && file.state !== 'duplicate';
  const isRead = file.state === 'read' || isUnsettled(file);
  if (canAnswer && (!isRead || isCorrecting)) {
    return <MappingEditor file={file} currency={currency} onSaved={() => setIsCorrecting(false)} />;
  }
  if (file.rows.length === 0) return null;
  const roles = Object.values(file.mapping?.columns ?? {});
  return (
    <Card
      isFlush
      title={t('mapping.rows')}
      actions={
        canAnswer && (
          <Button size="sm" icon="pencil" onClick={() => setIsCorrecting(true)}>
            {t('mapping.correct')}
          </Button>
        )
      }
    >
      <div className="border-t border-line">
        <RowsTable rows={file.rows} currency={currency} roles={roles} />
      </div>
    </Card>
  );
}

function Actions(props: { file: SalesFileDetail }) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const mayWrite = useMay('integrations:write');
  const mayRead = useMay('sales:read');
  const { id: fileId, integrationId, state } = props.file;
  const at = { integrationId, fileId };
  const onError = (error: Error) => toast(problemText(error, t('problem.unknown')), 'bad');
  const replay = useMutation({
    mutationFn: () => replayFile(at),
    onSuccess: () => toast(t('files.replayed')),
    onError,
    onSettled: () => queries.invalidateQueries({ queryKey: ['files', integrationId] }),
  });
  const download = useMutation({
    mutationFn: () => downloadFile(at),
    onSuccess: ({ blob }) => saveFile({ name: props.file.name, blob }),
    onError,
  });
  return (
    <>
      {mayWrite && (state === 'unreadable' || state === 'read') && (
        <Button icon="refresh" isBusy={replay.isPending} onClick={() => replay.mutate()}>
          {t('files.replay')}
        </Button>
      )}
      {mayRead && (
        <Button icon="arrowDown" isBusy={download.isPending} onClick={() => download.mutate()}>
          {t('files.download')}
        </Button>
      )}
    </>
  );
}
