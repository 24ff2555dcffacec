import type { IntegrationDraft } from '../../api/actions.ts';
import type { IntegrationSettings, Provider } from '../../api/integration.types.ts';

export type CredentialRow = Record<string, string>;
export type History = { kind: 'months'; months: number } | { kind: 'since'; date: string };

/** How to save: as it is, as one more of its kind, or as the return of an old one. */
export type SaveAs = { createNew?: true; restore?: string };

/** What has been typed into the Add form so far. */
export interface Draft {
  as: SaveAs;
  /** There is an active one of this type: a name must tell the two apart. */
  needsNickname: boolean;
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
  as: {},
  needsNickname: false,
  // Who is sent files has no credentials: there is nothing to fill in, and nothing to verify.
  rows: provider.credentialFields.length === 0 ? [] : [emptyRow(provider)],
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
    credentials: draft.rows.length === 0 ? {} : { locations: draft.rows.map(trimmed) },
    settings: {
      ...(hasModifiersSetting ? { includeModifiers: draft.hasModifiers } : {}),
      ...(hasHistory(draft.provider) ? historySetting(draft.history) : {}),
    },
  };
}

/** Whether there are past sales to ask for. */
export const hasHistory = (provider: Provider): boolean =>
  provider.settings.some(({ name }) => name === 'historyMonths' || name === 'historyFrom');

const historySetting = (history: History): IntegrationSettings =>
  history.kind === 'months' ? { historyMonths: history.months } : { historyFrom: history.date };

/** What a verification was about: once this changes, it must be done again. */
export const verifiedKey = (draft: Draft): string => {
  const { provider, credentials } = toRequest(draft);
  return JSON.stringify([provider, credentials]);
};

export const isFilledIn = (draft: Draft): boolean =>
  draft.rows.every((row) => Object.values(row).every((value) => value.trim() !== '')) &&
  (draft.history.kind === 'months' || draft.history.date !== '') &&
  (!draft.needsNickname || draft.nickname.trim() !== '');

/** What can be tried at the till; a nickname is no part of it. */
export const isVerifiable = (draft: Draft): boolean =>
  isFilledIn({ ...draft, needsNickname: false });
