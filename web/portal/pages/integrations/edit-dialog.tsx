import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { deactivateIntegration, nameRevenueCentre, updateIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { isNotTheirs, isSignedOut, problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay, useMe } from '../../shell/session.ts';
import { changeOf, draftOf, renamedCentres, type Touched, touch } from './edit-draft.ts';
import { EditFields } from './edit-fields.tsx';
import { integrationName } from './integration-name.ts';
import { findKeptDraft, forgetDraft, keepDraft } from './kept-draft.ts';
import { deactivation } from './use-close-inactive.ts';
import { useIntegrationAction } from './use-integration-action.ts';

/** Everything about an integration that may change, and its removal. Secrets go in, never out. */
export function EditDialog(props: { integration: Integration; onClose: () => void }) {
  const { t } = useText();
  const { integration } = props;
  const editing = useEditing(props);
  const { save, isRefused } = editing;
  const [isDeactivating, setIsDeactivating] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      kind="side"
      isOpen
      onClose={editing.close}
      closeLabel={t('action.close')}
      title={t('edit.title', { name: integrationName(integration) })}
      footer={
        isRefused ? (
          <Button onClick={editing.close}>{t('action.close')}</Button>
        ) : (
          <>
            <Button look="danger" className="mr-auto" onClick={() => setIsDeactivating(true)}>
              {t('edit.deactivate')}
            </Button>
            <Button onClick={editing.close}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" form="edit-integration" isBusy={save.isPending}>
              {t('action.save')}
            </Button>
          </>
        )
      }
    >
      <form id="edit-integration" onSubmit={submit}>
        <fieldset disabled={isRefused} className="min-w-0 space-y-6">
          {editing.isKept && <Notice>{t('edit.kept')}</Notice>}
          <EditFields
            integration={integration}
            draft={draftOf(integration, editing.touched)}
            onChange={editing.change}
            problem={save.error}
          />
          <Refused error={save.error} isTheirs={!isRefused} isPartlySaved={editing.isPartlySaved} />
        </fieldset>
      </form>
      <Deactivation
        integration={integration}
        isOpen={isDeactivating && !isRefused}
        onCancel={() => setIsDeactivating(false)}
        onDone={editing.close}
      />
    </Dialog>
  );
}

/** What has been touched, and its saving: what may be refused goes first. */
function useEditing(props: { integration: Integration; onClose: () => void }) {
  const { integration } = props;
  const userId = useMe().user?.id;
  const mayWrite = useMay('integrations:write');
  const [kept] = useState(() => findKeptDraft(integration.id, userId));
  const [touched, setTouched] = useState<Touched>(kept ?? {});
  const [isPartlySaved, setIsPartlySaved] = useState(false);
  const close = () => {
    forgetDraft();
    props.onClose();
  };
  const save = useIntegrationAction({
    integration,
    async run() {
      const change = changeOf(integration, touched);
      const centres = renamedCentres(integration, touched);
      const isMoreThanCentres = Object.keys(change).length > 0;
      let answer: Integration | null = null;
      setIsPartlySaved(false);
      if (isMoreThanCentres || centres.length === 0) {
        answer = await updateIntegration(integration.id, change);
        setTouched(({ rows: _, ...rest }) => rest);
      }
      for (const { locationId, revenueCentre } of centres) {
        setIsPartlySaved(answer !== null);
        answer = await nameRevenueCentre(integration.id, locationId, revenueCentre);
      }
      return answer;
    },
    done: 'state.saved',
    onDone: close,
    isAnswered(error) {
      if (isSignedOut(error) && userId) {
        keepDraft({ integrationId: integration.id, userId, touched });
      }
      return true;
    },
  });
  return {
    ...{ save, touched, isPartlySaved, close },
    isKept: kept !== null,
    isRefused: !mayWrite || isNotTheirs(save.error),
    change: (change: Touched) => setTouched((was) => touch({ integration, touched: was, change })),
  };
}

function Refused(props: { error: Error | null; isTheirs: boolean; isPartlySaved: boolean }) {
  const { t } = useText();
  const { error, isTheirs, isPartlySaved } = props;
  if (isTheirs && error === null) return null;
  return (
    <Notice tone="bad" isAlert>
      {isTheirs ? problemText(error, t('problem.unknown')) : t('notYours.manager')}
      {isPartlySaved && <p className="mt-1">{t('edit.partlySaved')}</p>}
    </Notice>
  );
}

function Deactivation(props: {
  integration: Integration;
  isOpen: boolean;
  onCancel: () => void;
  onDone: () => void;
}) {
  const { t } = useText();
  const { integration } = props;
  const deactivate = useIntegrationAction({
    integration,
    mutationKey: deactivation,
    run: () => deactivateIntegration(integration.id),
    done: 'integrations.deactivated',
    onDone: props.onDone,
  });
  return (
    <ConfirmDialog
      isOpen={props.isOpen}
      title={t('edit.deactivateTitle', { name: integrationName(integration) })}
      confirmLabel={t('action.ok')}
      cancelLabel={t('action.cancel')}
      isBusy={deactivate.isPending}
      onConfirm={() => deactivate.mutate()}
      onCancel={props.onCancel}
    >
      {t('edit.deactivateText')}
    </ConfirmDialog>
  );
}
