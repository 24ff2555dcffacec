import { Link } from '@tanstack/react-router';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { syncIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';
import { FilesLink } from '../files/files-link.tsx';
import { AwaitedSales } from './awaited-sales.tsx';
import { ImportProgress } from './import-progress.tsx';
import { IntegrationFacts } from './integration-facts.tsx';
import { integrationName } from './integration-name.ts';
import { StatusReason } from './status-reason.tsx';
import { useIntegrationAction } from './use-integration-action.ts';
import { isSentFiles, isSentToUs, useProvider } from './use-provider.ts';

/** One active integration: how it is, when it last looked, and what can be done. */
export function IntegrationCard(props: {
  integration: Integration;
  timeZone: string;
  headingLevel: 2 | 3;
  onEdit: () => void;
}) {
  const { t } = useText();
  const { integration } = props;
  const mayWrite = useMay('integrations:write');
  const refresh = useIntegrationAction({
    integration,
    run: () => syncIntegration(integration.id),
    done: 'integrations.refreshing',
  });
  const provider = useProvider(integration.provider);
  const name = integrationName(integration);
  const Heading = `h${props.headingLevel}` as const;
  return (
    <Card>
      <div className="space-y-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <Heading className="line-clamp-3 text-md font-semibold wrap-anywhere" title={name}>
              <Link
                to="/v/$venueId/settings/integrations/$integrationId"
                params={{ venueId: integration.venueId, integrationId: integration.id }}
                className="rounded-sm hover:underline"
              >
                {name}
              </Link>
            </Heading>
          </div>
          <div className="flex gap-2">
            {isSentFiles(provider) && <FilesLink integration={integration} size="sm" />}
            {mayWrite && !isSentToUs(provider) && (
              <Button
                size="sm"
                icon="refresh"
                isBusy={refresh.isPending}
                disabled={integration.status === 'CalledOff'}
                onClick={() => refresh.mutate()}
              >
                {t('integrations.refresh')}
              </Button>
            )}
            {mayWrite && (
              <Button
                size="sm"
                icon="pencil"
                onClick={props.onEdit}
                aria-label={`${t('action.edit')}${t('colon')}${name}`}
              >
                {t('action.edit')}
              </Button>
            )}
          </div>
        </div>
        <IntegrationFacts integration={integration} timeZone={props.timeZone} />
        <StatusReason integration={integration} />
        <AwaitedSales integration={integration} />
        <ImportProgress integration={integration} />
        <div className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line pt-3 text-sm font-medium">
          <DetailLink
            integration={integration}
            tab={undefined}
            label={t('integrations.timeline')}
          />
          <DetailLink integration={integration} tab="runs" label={t('integrations.runs')} />
        </div>
      </div>
    </Card>
  );
}

function DetailLink(props: { integration: Integration; tab: 'runs' | undefined; label: string }) {
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId"
      params={{ venueId: props.integration.venueId, integrationId: props.integration.id }}
      search={{ tab: props.tab }}
      className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 text-ink-2 hover:text-ink"
    >
      <Icon name={props.tab === 'runs' ? 'table' : 'history'} size={16} />
      {props.label}
    </Link>
  );
}
