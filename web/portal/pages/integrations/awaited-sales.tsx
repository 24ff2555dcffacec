import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { sentKind, useProvider } from './use-provider.ts';

/**
 * Of an integration that is sent its sales: what it waits for, and where that has to go; the link to
 * its files stands beside. Once sales have come, a till’s calls are explained only where there is room (`isAlwaysTold`).
 */
export function AwaitedSales(props: { integration: Integration; isAlwaysTold?: boolean }) {
  const { t } = useText();
  const { integration } = props;
  const sent = sentKind(useProvider(integration.provider));
  const isWaiting = integration.status === 'Initializing';
  if (sent === null || !integration.active) return null;
  if (sent === 'file') {
    if (!isWaiting) return null;
    return <Notice>{t('awaited.file')}</Notice>;
  }
  if (!isWaiting && !props.isAlwaysTold) return null;
  return <Calls integration={integration} isWaiting={isWaiting} />;
}

function Calls(props: { integration: Integration; isWaiting: boolean }) {
  const { t } = useText();
  const { venueId } = props.integration;
  const address = `${window.location.origin}/api/v1/venues/${venueId}/sales`;
  return (
    <Notice>
      <p>{t(props.isWaiting ? 'awaited.push' : 'awaited.pushGoesOn')}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md bg-surface px-2 py-1 font-mono text-xs break-all select-all">
          POST {address}
        </code>
        <CopyButton text={address} label={t('action.copy')} doneLabel={t('action.copied')} />
      </p>
      <p className="mt-1">
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
