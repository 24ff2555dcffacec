import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SelectField } from '../../../ui/select.tsx';
import type { Integration, Provider } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { salesDateFirst } from '../../lib/dates.ts';
import { CredentialRows } from '../add-integration/credential-rows.tsx';
import { hasHistory } from '../add-integration/draft.ts';
import { ModifiersHelp } from '../add-integration/modifiers-help.tsx';
import { type EditDraft, knownRows, type Touched } from './edit-draft.ts';
import { scheduleChoices } from './schedule-choices.ts';
import { SettingsPreview } from './settings-preview.tsx';
import { isSentToUs, useProvider } from './use-provider.ts';

interface Shared {
  integration: Integration;
  draft: EditDraft;
  /** Told what was touched alone. */
  onChange: (change: Touched) => void;
}

export function EditFields(props: Shared & { problem: unknown }) {
  const { t } = useText();
  const { draft, integration, onChange, problem } = props;
  const nicknameProblem =
    problem instanceof ApiProblem && problem.errors.some(({ path }) => path === 'nickname')
      ? problem.detail
      : undefined;
  const provider = useProvider(integration.provider);
  const active = useQuery(integrationsQuery(integration.venueId, true)).data ?? [];
  const isNameNeeded = active.some(
    (each) => each.provider === integration.provider && each.id !== integration.id,
  );
  return (
    <>
      <TextField
        label={t('add.nickname')}
        help={t(isNameNeeded ? 'edit.nicknameNeeded' : 'edit.nicknameHelp')}
        value={draft.nickname}
        maxLength={500}
        aria-required={isNameNeeded}
        {...(nicknameProblem === undefined ? {} : { error: nicknameProblem })}
        onChange={(event) => onChange({ nickname: event.target.value })}
      />
      {provider && (
        <>
          {!isSentToUs(provider) && <ScheduleField {...props} provider={provider} />}
          <ModifiersField {...props} provider={provider} />
          {hasHistory(provider) && <HistoryField {...props} />}
          <RevenueCentres {...props} />
          {provider.credentialFields.length > 0 && (
            <CredentialFields {...props} provider={provider} />
          )}
        </>
      )}
    </>
  );
}

function ScheduleField(props: Shared & { provider: Provider }) {
  const { t } = useText();
  const { draft, integration, onChange, provider } = props;
  return (
    <SelectField
      label={t('edit.schedule')}
      help={t('edit.scheduleHelp')}
      value={String(draft.everyMinutes)}
      onChange={(value) => onChange({ everyMinutes: Number(value) })}
      options={scheduleChoices(provider.schedule, integration.schedule.everyMinutes).map(
        (minutes) => ({ value: String(minutes), label: t('integrations.every', { minutes }) }),
      )}
    />
  );
}

/** Turned on or off, it shows what that does to the POS items before it is saved. */
function ModifiersField(props: Shared & { provider: Provider }) {
  const { t } = useText();
  const { draft, integration, onChange } = props;
  if (!props.provider.settings.some(({ name }) => name === 'includeModifiers')) return null;
  const isChanged = draft.hasModifiers !== (integration.settings.includeModifiers === true);
  return (
    <div className="space-y-3">
      <Checkbox
        label={t('add.modifiers')}
        help={<ModifiersHelp />}
        isChecked={draft.hasModifiers}
        onChange={(hasModifiers) => onChange({ hasModifiers })}
      />
      {isChanged && (
        <SettingsPreview integrationId={integration.id} includeModifiers={draft.hasModifiers} />
      )}
    </div>
  );
}

/** History can only be made longer: what is imported stays. */
function HistoryField(props: Shared) {
  const { t } = useText();
  const { draft, integration, onChange } = props;
  return (
    <TextField
      className="max-w-60"
      label={t('edit.history')}
      help={t('edit.historyHelp')}
      type="date"
      min={salesDateFirst}
      max={integration.backfill?.from ?? undefined}
      value={draft.historyFrom}
      onChange={(event) => onChange({ historyFrom: event.target.value })}
    />
  );
}

/** Which part of the house each till stands in. */
function RevenueCentres(props: Shared) {
  const { t } = useText();
  const { draft, integration, onChange } = props;
  return integration.locations.map(({ id, label }) => (
    <TextField
      key={id}
      label={t('edit.revenueCentre', { location: label })}
      help={t('edit.revenueCentreHelp')}
      value={draft.revenueCentres[id] ?? ''}
      maxLength={100}
      onChange={(event) => onChange({ revenueCentres: { [id]: event.target.value } })}
    />
  ));
}

function CredentialFields(props: Shared & { provider: Provider; problem: unknown }) {
  const { t } = useText();
  const { draft, integration, onChange, provider } = props;
  if (draft.rows === null) {
    return (
      <div>
        <p className="mb-1.5 text-sm font-medium">{t('edit.credentials')}</p>
        <p className="mb-3 text-sm text-ink-2">{t('edit.credentialsHelp')}</p>
        <Button icon="key" onClick={() => onChange({ rows: knownRows(integration, provider) })}>
          {t('edit.replaceCredentials')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <CredentialRows
        provider={provider}
        rows={draft.rows}
        onChange={(rows) => onChange({ rows })}
        problem={props.problem}
      />
      <p className="text-sm text-ink-2">{t('edit.keepHelp')}</p>
    </>
  );
}
