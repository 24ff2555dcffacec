import { Link } from '@tanstack/react-router';
import { Notice } from '../../../ui/notice.tsx';
import type { SalesFile } from '../../api/files.types.ts';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { PushCall } from './push-call.tsx';
import { sentKind, useProvider } from './use-provider.ts';
import { useWaitingFile } from './waiting-file.ts';
import { WaitingFileLink } from './waiting-file-link.tsx';

/**
 * Of an integration that is sent its sales: what it waits for, and where that has to go; the link to
 * its files stands beside. Once sales have come, a till’s calls are explained only where there is room (`isAlwaysTold`).
 */
export function AwaitedSales(props: { integration: Integration; isAlwaysTold?: boolean }) {
  const { t } = useText();
  const { integration } = props;
  const sent = sentKind(useProvider(integration.provider));
  const isWaiting = integration.status === 'Initializing';
  const file = useWaitingFile(integration);
  if (sent === null || !integration.active) return null;
  if (sent === 'file') {
    if (file !== null) return <Waiting integration={integration} file={file} />;
    return isWaiting ? <Notice>{t('awaited.file')}</Notice> : null;
  }
  if (!isWaiting && !props.isAlwaysTold) return null;
  return <Calls integration={integration} isWaiting={isWaiting} />;
}

/** A file came, and a person must see to it; while the link fails, its reason says so already. */
function Waiting(props: { integration: Integration; file: SalesFile }) {
  const { t } = useText();
  const { integration, file } = props;
  const isToldByReason = integration.status === 'Failed' && integration.statusReason !== null;
  if (isToldByReason) return null;
  return (
    <Notice tone="warn" action={<WaitingFileLink file={file} />}>
      <bdi className="font-medium break-words">{file.name}</bdi>
      {t('colon')}
      {file.reason?.message ?? t('waiting.asks')}
    </Notice>
  );
}

function Calls(props: { integration: Integration; isWaiting: boolean }) {
  const { t } = useText();
  const { venueId } = props.integration;
  return (
    <Notice>
      <p>{t(props.isWaiting ? 'awaited.push' : 'awaited.pushGoesOn')}</p>
      <PushCall venueId={venueId} />
      <p className="mt-2">
        <Link
          to="/v/$venueId/settings/api-keys"
          params={{ venueId }}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          {t('awaited.keys')}
        </Link>
      </p>
    </Notice>
  );
}
