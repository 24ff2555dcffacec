import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { integrationsQuery, providersQuery } from '../../api/queries.ts';
import { type MessageId, useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { isSentToUs, sentKind } from '../integrations/use-provider.ts';
import { AddForm } from './add-form.tsx';
import { type Draft, emptyDraft, type SaveAs } from './draft.ts';
import { type Question, questionAbout } from './question.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { SetupInstructions } from './setup-instructions.tsx';
import { useRestore } from './use-restore.ts';

/** A type first; what the venue has of it already decides what is asked before the form. */
export function ChooseType(props: { venueId: string }) {
  const { t } = useText();
  const { venueId } = props;
  const navigate = useNavigate();
  const toast = useToast();
  const providers = useQuery(providersQuery());
  const active = useQuery(integrationsQuery(venueId, true));
  const inactive = useQuery(integrationsQuery(venueId, false));
  const [draft, setDraft] = useState<Draft | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const finish = (said: MessageId) => {
    toast(t(said));
    void navigate({ to: '/v/$venueId/settings/integrations', params: { venueId } });
  };
  const leadToCalls = ({ id }: Integration) => {
    toast(t('add.savedPush'));
    void navigate({
      to: '/v/$venueId/settings/integrations/$integrationId',
      params: { venueId, integrationId: id },
    });
  };
  const leadToFiles = ({ id }: Integration) => {
    toast(t('add.savedFiles'));
    void navigate({
      to: '/v/$venueId/settings/integrations/$integrationId/files',
      params: { venueId, integrationId: id },
    });
  };
  const restore = useRestore(venueId, {
    onRestored: () =>
      finish(isSentToUs(draft?.provider) ? 'integrations.restoredSent' : 'integrations.restored'),
    // The till refuses what is stored: the form asks for what is valid now.
    onRefused({ id, nickname }) {
      if (draft) {
        const named = { nickname: nickname ?? '', needsNickname: nickname !== null };
        setDraft({ ...draft, ...named, as: { restore: id } });
      }
      setQuestion(null);
    },
  });
  const choose = (providerId: string) => {
    const provider = providers.data?.find((entry) => entry.id === providerId);
    if (!provider) return;
    setDraft(emptyDraft(provider));
    setQuestion(questionAbout(provider.id, [...(active.data ?? []), ...(inactive.data ?? [])]));
  };
  const answer = (as: SaveAs, nickname: string) => {
    if (as.restore !== undefined) {
      return restore.mutate({ id: as.restore, nickname: nickname === '' ? null : nickname });
    }
    if (draft) setDraft({ ...draft, as, needsNickname: question?.kind === 'exists' });
    setQuestion(null);
  };
  const cancel = () => {
    setDraft(null);
    setQuestion(null);
  };
  const broken = [providers, active, inactive].find((query) => query.isError);
  if (broken?.error) {
    return <QueryProblem error={broken.error} onRetry={() => void broken.refetch()} />;
  }
  if (!providers.data || !active.data || !inactive.data) {
    return <Skeleton className="h-28 w-full rounded-lg" />;
  }
  return (
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
        {draft && <SetupInstructions provider={draft.provider} venueId={venueId} />}
      </Card>
      {draft && question === null && (
        <AddForm
          key={draft.provider.id}
          venueId={venueId}
          draft={draft}
          onChange={setDraft}
          onSaved={(saved) => {
            const sent = sentKind(draft.provider);
            if (sent === 'file') return leadToFiles(saved);
            return sent === 'push' ? leadToCalls(saved) : finish('add.saved');
          }}
        />
      )}
      {draft && question && (
        <QuestionDialog
          question={question}
          venueId={venueId}
          provider={draft.provider}
          isBusy={restore.isPending}
          onCancel={cancel}
          onAnswer={answer}
        />
      )}
    </div>
  );
}
