import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { providersQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { NotYours } from '../../shell/not-yours.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useMay } from '../../shell/session.ts';
import { AddForm } from './add-form.tsx';
import { type Draft, emptyDraft } from './draft.ts';
import { SetupInstructions } from './setup-instructions.tsx';

/** Add POS Integration: choose a type, enter credentials, verify, save. */
export function AddIntegrationPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings/integrations/add' });
  const mayAdd = useMay('integrations:write');
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t('integrations.add')}
        hint={t('add.hint')}
        before={
          <Link
            to="/v/$venueId/settings/integrations"
            params={{ venueId }}
            className="mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-3 hover:text-ink"
          >
            <Icon name="chevronLeft" size={15} className="-ml-1" />
            {t('nav.integrations')}
          </Link>
        }
      />
      {mayAdd ? (
        <ChooseType venueId={venueId} />
      ) : (
        <NotYours venueId={venueId} who="manager" backTo="/v/$venueId/settings/integrations" />
      )}
    </div>
  );
}

function ChooseType(props: { venueId: string }) {
  const { t } = useText();
  const { venueId } = props;
  const navigate = useNavigate();
  const toast = useToast();
  const providers = useQuery(providersQuery());
  const [draft, setDraft] = useState<Draft | null>(null);
  const choose = (providerId: string) => {
    const provider = providers.data?.find((entry) => entry.id === providerId);
    if (provider) setDraft(emptyDraft(provider));
  };
  const finish = () => {
    toast(t('add.saved'));
    void navigate({ to: '/v/$venueId/settings/integrations', params: { venueId } });
  };
  return (
    <>
      {providers.isError && (
        <QueryProblem error={providers.error} onRetry={() => void providers.refetch()} />
      )}
      {providers.isPending && <Skeleton className="h-28 w-full rounded-lg" />}
      {providers.data && (
        <div className="space-y-5">
          <Card>
            <SelectField
              label={t('add.type')}
              placeholder={t('add.typePlaceholder')}
              value={draft?.provider.id ?? ''}
              onChange={choose}
              options={providers.data.map((provider) => ({
                value: provider.id,
                label: provider.name,
                hint: provider.summary,
              }))}
            />
            {draft && <SetupInstructions provider={draft.provider} />}
          </Card>
          {draft && (
            <AddForm
              key={draft.provider.id}
              venueId={venueId}
              draft={draft}
              onChange={setDraft}
              onSaved={finish}
            />
          )}
        </div>
      )}
    </>
  );
}
