import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue, useMay, useMe } from '../../shell/session.ts';
import { EditDialog } from './edit-dialog.tsx';
import { InactiveIntegrations } from './inactive-integrations.tsx';
import { IntegrationCard } from './integration-card.tsx';
import { keptIntegrationId } from './kept-draft.ts';
import { useCloseInactive } from './use-close-inactive.ts';

/** All active integrations of a venue as cards, and the inactive ones behind a line. */
export function IntegrationList(props: { venueId: string; headingLevel: 2 | 3 }) {
  const { t } = useText();
  const venue = useCurrentVenue();
  const mayWrite = useMay('integrations:write');
  const query = useQuery(integrationsQuery(props.venueId, true));
  const { edited, edit } = useEdited(query.data);
  if (query.isPending) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <Skeleton className="h-56 w-full rounded-lg" />
      </div>
    );
  }
  // What was read before stays, and with it what is being edited.
  if (query.data === undefined) {
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
          onEdit={() => edit(integration)}
        />
      ))}
      <InactiveIntegrations venueId={props.venueId} />
      {edited && <EditDialog key={edited.id} integration={edited} onClose={() => edit(null)} />}
    </div>
  );
}

/** Which of the active ones is edited: what a lost session interrupted, to begin with. */
function useEdited(active: Integration[] | undefined) {
  const me = useMe();
  const [opened, setOpened] = useState<Integration | null>(null);
  const [keptId, setKeptId] = useState(() => keptIntegrationId(me.user?.id));
  const openedId = opened?.id ?? keptId;
  const live = active?.find(({ id }) => id === openedId);
  const edit = (integration: Integration | null) => {
    setOpened(integration);
    setKeptId(null);
  };
  const isActive = active === undefined || live !== undefined;
  useCloseInactive({ edited: opened, isActive, close: () => edit(null) });
  return { edited: live, edit };
}
