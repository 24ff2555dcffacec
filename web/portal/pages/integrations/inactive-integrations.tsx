import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../../../ui/icon.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import { useMay } from '../../shell/session.ts';
import { integrationName } from './integration-name.ts';
import { RestoreButton } from './restore-button.tsx';

/** What was removed: it fetches nothing more, and its past sales stay. */
export function InactiveIntegrations(props: { venueId: string }) {
  const { t } = useText();
  const { data } = useQuery(integrationsQuery(props.venueId, false));
  if (!data || data.length === 0) return null;
  return (
    <details className="group rounded-lg border border-line">
      <summary className="flex list-none items-center gap-1.5 rounded-lg px-4 py-3 font-medium text-ink-2 hover:text-ink">
        <Icon name="chevronRight" size={16} className="transition-transform group-open:rotate-90" />
        {t('integrations.inactive')} ({data.length})
      </summary>
      <p className="px-4 pb-2 text-sm text-ink-2">{t('integrations.inactiveText')}</p>
      <ul className="border-t border-line">
        {data.map((integration) => (
          <InactiveRow key={integration.id} integration={integration} />
        ))}
      </ul>
    </details>
  );
}

function InactiveRow(props: { integration: Integration }) {
  const { t } = useText();
  const mayWrite = useMay('integrations:write');
  const { integration } = props;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="min-w-0">
        <Link
          to="/v/$venueId/settings/integrations/$integrationId"
          params={{ venueId: integration.venueId, integrationId: integration.id }}
          className="rounded-sm font-medium wrap-anywhere hover:underline"
        >
          {integrationName(integration)}
        </Link>
        <p className="text-xs text-ink-3">
          {t('integrations.lastSale')}
          {t('colon')}
          <Relative at={integration.lastSaleImportedAt} />
        </p>
      </div>
      {mayWrite && <RestoreButton integration={integration} size="sm" />}
    </li>
  );
}
