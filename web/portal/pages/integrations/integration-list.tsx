import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { EditDialog } from './edit-dialog.tsx';
import { InactiveIntegrations } from './inactive-integrations.tsx';
import { IntegrationCard } from './integration-card.tsx';

/** All active integrations of a venue as cards, and the inactive ones behind a line. */
export function IntegrationList(props: { venueId: string; headingLevel: 2 | 3 }) {
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
          headingLevel={props.headingLevel}
          onEdit={() => setEditedId(integration.id)}
        />
      ))}
      <InactiveIntegrations venueId={props.venueId} />
      {edited && <EditDialog integration={edited} onClose={() => setEditedId(null)} />}
    </div>
  );
}
