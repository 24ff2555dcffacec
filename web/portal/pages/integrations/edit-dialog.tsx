import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { deactivateIntegration, nameRevenueCentre, updateIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeOf, draftOf, renamedCentres } from './edit-draft.ts';
import { EditFields } from './edit-fields.tsx';
import { integrationName } from './integration-name.ts';
import { useIntegrationAction } from './use-integration-action.ts';

/** Everything about an integration that may change, and its removal. Secrets go in, never out. */
export function EditDialog(props: { integration: Integration; onClose: () => void }) {
  const { t } = useText();
  const { integration } = props;
  const [draft, setDraft] = useState(() => draftOf(integration));
  const [isDeactivating, setIsDeactivating] = useState(false);
  const save = useIntegrationAction({
    integration,
    async run() {
      for (const { locationId, revenueCentre } of renamedCentres(integration, draft)) {
        await nameRevenueCentre(integration.id, locationId, revenueCentre);
      }
      return updateIntegration(integration.id, changeOf(integration, draft));
    },
    done: 'state.saved',
    onDone: props.onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      kind="side"
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('edit.title', { name: integrationName(integration) })}
      footer={
        <>
          <Button look="danger" className="mr-auto" onClick={() => setIsDeactivating(true)}>
            {t('edit.deactivate')}
          </Button>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" form="edit-integration" isBusy={save.isPending}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <form id="edit-integration" onSubmit={submit} className="space-y-6">
        <EditFields
          integration={integration}
          draft={draft}
          onChange={setDraft}
          problem={save.error}
        />
        {save.isError && (
          <Notice tone="bad" isAlert>
            {problemText(save.error, t('problem.unknown'))}
          </Notice>
        )}
      </form>
      <Deactivation
        integration={integration}
        isOpen={isDeactivating}
        onCancel={() => setIsDeactivating(false)}
        onDone={props.onClose}
      />
    </Dialog>
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
