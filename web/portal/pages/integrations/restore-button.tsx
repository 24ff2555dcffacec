import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { restoreIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { needsNickname } from '../add-integration/question.ts';
import { integrationName } from './integration-name.ts';
import { useIntegrationAction } from './use-integration-action.ts';
import { isSentToUs, useProvider } from './use-provider.ts';

/** Brings an inactive integration back; asks for a nickname where another of its type is active. */
export function RestoreButton(props: { integration: Integration; size?: 'sm' }) {
  const { t } = useText();
  const { integration } = props;
  const [isAsking, setIsAsking] = useState(false);
  const provider = useProvider(integration.provider);
  const active = useQuery(integrationsQuery(integration.venueId, true)).data ?? [];
  const alike = active.filter((each) => each.provider === integration.provider);
  const restore = useIntegrationAction<string | null>({
    integration,
    run: (nickname) => restoreIntegration(integration.id, nickname),
    done: isSentToUs(provider) ? 'integrations.restoredSent' : 'integrations.restored',
    onDone: () => setIsAsking(false),
    isAnswered(error) {
      if (!isAboutNickname(error)) return false;
      setIsAsking(true);
      return true;
    },
  });
  return (
    <>
      <Button
        {...(props.size ? { size: props.size } : {})}
        isBusy={restore.isPending}
        onClick={() =>
          needsNickname(integration, alike) ? setIsAsking(true) : restore.mutate(null)
        }
      >
        {t('integrations.restore')}
      </Button>
      {isAsking && (
        <NicknameDialog
          integration={integration}
          problem={isAboutNickname(restore.error) ? restore.error.detail : null}
          isBusy={restore.isPending}
          onRestore={(nickname) => restore.mutate(nickname)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

function isAboutNickname(error: unknown): error is ApiProblem {
  return (
    error instanceof ApiProblem && ['nickname_required', 'nickname_taken'].includes(error.code)
  );
}

function NicknameDialog(props: {
  integration: Integration;
  problem: string | null;
  isBusy: boolean;
  onRestore: (nickname: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const formId = useId();
  const { integration } = props;
  const [nickname, setNickname] = useState(integration.nickname ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (nickname.trim() !== '') props.onRestore(nickname);
  };
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('restore.title', { name: integrationName(integration) })}
      footer={
        <>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            isBusy={props.isBusy}
            disabled={nickname.trim() === ''}
          >
            {t('integrations.restore')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label={t('add.nickname')}
          help={t('question.restoredNicknameHelp', { type: integration.providerName })}
          value={nickname}
          maxLength={500}
          aria-required
          {...(props.problem === null ? {} : { error: props.problem })}
          onChange={(event) => setNickname(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
