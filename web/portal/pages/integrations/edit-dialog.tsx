import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { deactivateIntegration, updateIntegration } from '../../api/actions.ts';
import type { Integration, Provider } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { providersQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { CredentialRows } from '../add-integration/credential-rows.tsx';
import { type CredentialRow, emptyRow } from '../add-integration/draft.ts';
import { ModifiersHelp } from '../add-integration/modifiers-help.tsx';
import { integrationName } from './integration-name.ts';
import { scheduleChoices } from './schedule-choices.ts';
import { useIntegrationAction } from './use-integration-action.ts';

/** The fields that are no secret are known; what is secret must be typed again. */
function knownRows(integration: Integration, provider: Provider): CredentialRow[] {
  const open = provider.credentialFields.filter((field) => !field.isSecret);
  return integration.locations.map((location) => ({
    ...emptyRow(provider),
    ...(open.length === 1 && open[0] ? { [open[0].name]: location.identity } : {}),
  }));
}

/** Everything about an integration that may change, and its removal. Secrets go in, never out. */
export function EditDialog(props: { integration: Integration; onClose: () => void }) {
  const { t } = useText();
  const { integration } = props;
  const providers = useQuery(providersQuery());
  const provider = providers.data?.find((entry) => entry.id === integration.provider);
  const [nickname, setNickname] = useState(integration.nickname ?? '');
  const [hasModifiers, setHasModifiers] = useState(integration.settings.includeModifiers === true);
  const [everyMinutes, setEveryMinutes] = useState(integration.schedule.everyMinutes);
  const [rows, setRows] = useState<CredentialRow[] | null>(null);
  const [isDeactivating, setIsDeactivating] = useState(false);
  // A location whose secret stays empty keeps the one that is stored.
  const changedRows = (rows ?? []).filter((row) =>
    Object.values(row).every((value) => value.trim() !== ''),
  );
  const save = useIntegrationAction({
    integration,
    run: () =>
      updateIntegration(integration.id, {
        nickname: nickname.trim() === '' ? null : nickname.trim(),
        everyMinutes,
        ...(hasModifiers === (integration.settings.includeModifiers === true)
          ? {}
          : { settings: { includeModifiers: hasModifiers } }),
        ...(changedRows.length === 0 ? {} : { credentials: { locations: changedRows } }),
      }),
    done: 'state.saved',
    onDone: props.onClose,
  });
  const deactivate = useIntegrationAction({
    integration,
    run: () => deactivateIntegration(integration.id),
    done: 'integrations.deactivated',
    onDone: props.onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const hasModifiersSetting = provider?.settings.some((entry) => entry.name === 'includeModifiers');
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
        <TextField
          label={t('add.nickname')}
          help={t('edit.nicknameHelp')}
          value={nickname}
          maxLength={60}
          onChange={(event) => setNickname(event.target.value)}
        />
        {provider && (
          <SelectField
            label={t('edit.schedule')}
            help={t('edit.scheduleHelp')}
            value={String(everyMinutes)}
            onChange={(value) => setEveryMinutes(Number(value))}
            options={scheduleChoices(provider.schedule, integration.schedule.everyMinutes).map(
              (minutes) => ({
                value: String(minutes),
                label: t('integrations.every', { minutes }),
              }),
            )}
          />
        )}
        {hasModifiersSetting && (
          <Checkbox
            label={t('add.modifiers')}
            help={<ModifiersHelp />}
            isChecked={hasModifiers}
            onChange={setHasModifiers}
          />
        )}
        {provider && rows === null && (
          <div>
            <p className="mb-1.5 text-sm font-medium">{t('edit.credentials')}</p>
            <p className="mb-3 text-sm text-ink-2">{t('edit.credentialsHelp')}</p>
            <Button icon="key" onClick={() => setRows(knownRows(integration, provider))}>
              {t('edit.replaceCredentials')}
            </Button>
          </div>
        )}
        {provider && rows !== null && (
          <>
            <CredentialRows
              provider={provider}
              rows={rows}
              onChange={setRows}
              problem={save.error}
            />
            <p className="text-sm text-ink-2">{t('edit.keepHelp')}</p>
          </>
        )}
        {save.isError && (
          <Notice tone="bad" isAlert>
            {problemText(save.error, t('problem.unknown'))}
          </Notice>
        )}
      </form>
      <ConfirmDialog
        isOpen={isDeactivating}
        title={t('edit.deactivateTitle', { name: integrationName(integration) })}
        confirmLabel={t('action.ok')}
        cancelLabel={t('action.cancel')}
        isBusy={deactivate.isPending}
        onConfirm={() => deactivate.mutate()}
        onCancel={() => setIsDeactivating(false)}
      >
        {t('edit.deactivateText')}
      </ConfirmDialog>
    </Dialog>
  );
}
