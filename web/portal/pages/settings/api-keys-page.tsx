import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { revokeApiKey } from '../../api/actions.ts';
import type { ApiKey } from '../../api/company.types.ts';
import { problemText } from '../../api/problem.ts';
import { apiKeysQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { NotYours } from '../../shell/not-yours.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { Relative } from '../../shell/relative.tsx';
import { useMay } from '../../shell/session.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';

export function ApiKeysPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings' });
  if (useMay('company:admin')) return <ApiKeys />;
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('settings.apiKeys')} hint={t('settings.apiKeysHint')} />
      <NotYours venueId={venueId} who="owner" backTo="/v/$venueId/settings" />
    </div>
  );
}

function ApiKeys() {
  const { t } = useText();
  const query = useQuery(apiKeysQuery());
  const [isCreating, setIsCreating] = useState(false);
  const create = (
    <Button look="primary" icon="plus" onClick={() => setIsCreating(true)}>
      {t('settings.createKey')}
    </Button>
  );
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('settings.apiKeys')} hint={t('settings.apiKeysHint')} actions={create} />
      {query.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <Card>
          <EmptyState icon="key" title={t('settings.noKeys')}>
            {t('settings.noKeysText')}
          </EmptyState>
        </Card>
      )}
      {query.data && query.data.length > 0 && (
        <Card isFlush>
          <ul>
            {query.data.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </Card>
      )}
      {isCreating && <CreateKeyDialog onClose={() => setIsCreating(false)} />}
    </div>
  );
}

function KeyRow(props: { apiKey: ApiKey }) {
  const { t } = useText();
  const { apiKey } = props;
  const toast = useToast();
  const queries = useQueryClient();
  const [isRevoking, setIsRevoking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: () => toast(t('settings.keyRevoked')),
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-3 last:border-b-0">
      <div className="min-w-40 flex-1">
        <p className="font-medium">{apiKey.name}</p>
        <p className="text-sm text-ink-3">{apiKey.scopes.join(', ')}</p>
      </div>
      {apiKey.lastUsedAt !== undefined && (
        <p className="text-sm text-ink-2">
          {t('settings.lastUsed')} <Relative at={apiKey.lastUsedAt} />
        </p>
      )}
      <Button
        size="sm"
        look="ghost"
        onClick={() => setIsRevoking(true)}
        aria-label={`${t('settings.revoke')}${t('colon')}${apiKey.name}`}
      >
        {t('settings.revoke')}
      </Button>
      <ConfirmDialog
        isOpen={isRevoking}
        title={t('settings.revokeTitle', { name: apiKey.name })}
        confirmLabel={t('settings.revoke')}
        cancelLabel={t('action.cancel')}
        isBusy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
        onCancel={() => setIsRevoking(false)}
      >
        {t('settings.revokeText')}
      </ConfirmDialog>
    </li>
  );
}
