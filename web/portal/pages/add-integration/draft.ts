import type { IntegrationDraft } from '../../api/actions.ts';
import type { Provider } from '../../api/integration.types.ts';

export type CredentialRow = Record<string, string>;
export type History = { kind: 'months'; months: number } | { kind: 'since'; date: string };

/** What has been typed into the Add form so far. */
export interface Draft {
  provider: Provider;
  rows: CredentialRow[];
  hasModifiers: boolean;
  history: History;
  nickname: string;
}

export const emptyRow = (provider: Provider): CredentialRow =>
  Object.fromEntries(provider.credentialFields.map((field) => [field.name, '']));

export const emptyDraft = (provider: Provider): Draft => ({
  provider,
  rows: [emptyRow(provider)],
  hasModifiers: false,
  history: { kind: 'months', months: provider.history.monthsDefault },
  nickname: '',
});

const trimmed = (row: CredentialRow): CredentialRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value.trim()]));

/** The body of verify and create. */
export function toRequest(draft: Draft): IntegrationDraft {
  const hasModifiersSetting = draft.provider.settings.some(
    (setting) => setting.name === 'includeModifiers',
  );
  return {
    provider: draft.provider.id,
    credentials: { locations: draft.rows.map(trimmed) },
    settings: {
      ...(hasModifiersSetting ? { includeModifiers: draft.hasModifiers } : {}),
      ...(draft.history.kind === 'months'
        ? { historyMonths: draft.history.months }
        : { historyFrom: draft.history.date }),
    },
  };
}

/** What a verification was about: once this changes, it must be done again. */
export const verifiedKey = (draft: Draft): string => {
  const { provider, credentials } = toRequest(draft);
  return JSON.stringify([provider, credentials]);
};

export const isFilledIn = (draft: Draft): boolean =>
  draft.rows.every((row) => Object.values(row).every((value) => value.trim() !== '')) &&
  (draft.history.kind === 'months' || draft.history.date !== '');
