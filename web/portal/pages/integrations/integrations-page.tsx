import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { EditDialog } from './edit-dialog.tsx';
import { InactiveIntegrations } from './inactive-integrations.tsx';
import { IntegrationCard } from './integration-card.tsx';
import { Timeline } from './timeline.tsx';

/** Venue Settings → POS Integrations. */
export function IntegrationsPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings/integrations' });
  const { tab } = useSearch({ from: '/app/v/$venueId/settings/integrations' });
  const navigate = useNavigate({ from: '/v/$venueId/settings/integrations' });
  const mayWrite = useMay('integrations:write');
  return (
    <>
      <PageHeader
        title={t('nav.integrations')}
        hint={t('integrations.hint')}
        actions={
          mayWrite && (
            <Link
              to="/v/$venueId/settings/integrations/add"
              params={{ venueId }}
              className={buttonClass('primary')}
            >
              <Icon name="plus" size={16} />
              {t('integrations.add')}
            </Link>
          )
        }
      />
      <Tabs
        label={t('nav.integrations')}
        value={tab ?? 'list'}
        onChange={(value) =>
          void navigate({ search: { tab: value === 'timeline' ? 'timeline' : undefined } })
        }
        tabs={[
          {
            value: 'list',
            label: t('integrations.list'),
            panel: <IntegrationList venueId={venueId} />,
          },
          {
            value: 'timeline',
            label: t('integrations.timeline'),
            panel: (
              <Card>
                <Timeline of={{ venueId }} />
              </Card>
            ),
          },
        ]}
      />
    </>
  );
}

function IntegrationList(props: { venueId: string }) {
  const { t } = useText();
  const venue = useCurrentVenue();
  const mayWrite = useMay('integrations:write');
  const query = useQuery(integrationsQuery(props.venueId, true));
  const [editedId, setEditedId] = useState<string | null>(null);
  const edited = query.data?.find((integration) => integration.id === editedId);
  if (query.isPending) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <Skeleton className="h-56 w-full rounded-lg" />
      </div>
    );
  }
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <div className="space-y-4">
      {query.data.length === 0 && (
        <Card>
          <EmptyState
            icon="plug"
            title={t('integrations.emptyTitle')}
            action={
              mayWrite && (
                <Link
                  to="/v/$venueId/settings/integrations/add"
                  params={{ venueId: props.venueId }}
                  className={buttonClass('primary')}
                >
                  {t('integrations.add')}
                </Link>
              )
            }
          >
            {t('integrations.emptyText')}
          </EmptyState>
        </Card>
      )}
      {query.data.map((integration) => (
        <IntegrationCard
          key={integration.id}
          integration={integration}
          timeZone={venue?.timeZone ?? 'UTC'}
          onEdit={() => setEditedId(integration.id)}
        />
      ))}
      <InactiveIntegrations venueId={props.venueId} />
      {edited && <EditDialog integration={edited} onClose={() => setEditedId(null)} />}
    </div>
  );
}
