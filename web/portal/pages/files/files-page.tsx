import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { integrationQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { PageWaiting } from '../../shell/page-states.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useMay } from '../../shell/session.ts';
import { integrationName } from '../integrations/integration-name.ts';
import { isSentFiles, useProvider } from '../integrations/use-provider.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { MailAddress } from './mail-address.tsx';
import { StrayMails } from './stray-mails.tsx';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

const from = '/app/v/$venueId/settings/integrations/$integrationId/files';

/** The sales files of one integration: sending them, and what became of each. */
export function FilesPage() {
  const { integrationId } = useParams({ from });
  const query = useQuery(integrationQuery(integrationId));
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  return query.isPending ? <PageWaiting /> : <FilesBody integration={query.data} />;
}

function FilesBody(props: { integration: Integration }) {
  const { t } = useText();
  const { integration } = props;
  const { id, venueId } = integration;
  const provider = useProvider(integration.provider);
  const mayWrite = useMay('integrations:write');
  const isOther = provider !== undefined && !isSentFiles(provider);
  const name = integrationName(integration);
  return (
    <>
      <PageHeader
        title={t('files.title')}
        documentTitle={t('files.of', { name })}
        hint={t('files.hint')}
        before={
          <Link
            to="/v/$venueId/settings/integrations/$integrationId"
            params={{ venueId, integrationId: id }}
            className="mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-3 hover:text-ink"
          >
            <Icon name="chevronLeft" size={15} className="-ml-1" />
            <span className="line-clamp-2 wrap-anywhere" title={name}>
              {name}
            </span>
          </Link>
        }
      />
      {isOther ? (
        <Notice>{t('files.notOfFiles')}</Notice>
      ) : (
        <div className="space-y-5">
          {mayWrite && <Sending integration={integration} />}
          <FileList integrationId={id} maySend={mayWrite && integration.active} />
          {mayWrite && <StrayMails integrationId={id} />}
        </div>
      )}
    </>
  );
}

function Sending(props: { integration: Integration }) {
  const { t } = useText();
  const { id, venueId, active } = props.integration;
  const { uploads, add } = useUploads(id);
  if (!active) return <Notice tone="warn">{t('files.inactive')}</Notice>;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t('files.upload')}>
        <DropZone onFiles={add} />
        <UploadList uploads={uploads} place={{ venueId, integrationId: id }} />
      </Card>
      <MailAddress integrationId={id} />
    </div>
  );
}
