import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { webhooksQuery } from '../../api/webhooks.ts';
import { useText } from '../../i18n/use-text.ts';
import { NotYours } from '../../shell/not-yours.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useMay } from '../../shell/session.ts';
import { WebhookCard } from './webhooks-card.tsx';
import { WebhookDialog } from './webhooks-dialog.tsx';

export function WebhooksPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings' });
  if (useMay('integrations:write')) return <Webhooks />;
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('webhooks.title')} hint={t('webhooks.hint')} />
      <NotYours venueId={venueId} who="manager" backTo="/v/$venueId/settings" />
    </div>
  );
}

function Webhooks() {
  const { t } = useText();
  const query = useQuery(webhooksQuery());
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button look="primary" icon="plus" onClick={() => setIsAdding(true)}>
      {t('webhooks.add')}
    </Button>
  );
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('webhooks.title')} hint={t('webhooks.hint')} actions={add} />
      {query.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <Card>
          <EmptyState icon="plug" title={t('webhooks.none')}>
            {t('webhooks.noneText')}
          </EmptyState>
        </Card>
      )}
      <div className="space-y-4">
        {query.data?.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} />
        ))}
      </div>
      {isAdding && <WebhookDialog webhook={null} onClose={() => setIsAdding(false)} />}
    </div>
  );
}
