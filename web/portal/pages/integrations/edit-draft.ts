import type { updateIntegration } from '../../api/actions.ts';
import type { Integration, Provider } from '../../api/integration.types.ts';
import { type CredentialRow, emptyRow } from '../add-integration/draft.ts';

/** What has been changed in the Edit window so far. */
export interface EditDraft {
  nickname: string;
  everyMinutes: number;
  hasModifiers: boolean;
  /** First day of history. */
  historyFrom: string;
  /** By location; empty where none is named. */
  revenueCentres: Record<string, string>;
  /** Null while the credentials are left alone. */
  rows: CredentialRow[] | null;
}

export const draftOf = (integration: Integration): EditDraft => ({
  nickname: integration.nickname ?? '',
  everyMinutes: integration.schedule.everyMinutes,
  hasModifiers: integration.settings.includeModifiers === true,
  historyFrom: integration.backfill?.from ?? '',
  revenueCentres: Object.fromEntries(
    integration.locations.map(({ id, revenueCentre }) => [id, revenueCentre ?? '']),
  ),
  rows: null,
});

/** Locations whose revenue centre has another name now. */
export const renamedCentres = (
  integration: Integration,
  draft: EditDraft,
): { locationId: string; revenueCentre: string | null }[] =>
  integration.locations.flatMap(({ id, revenueCentre }) => {
    const name = draft.revenueCentres[id]?.trim() ?? '';
    return name === (revenueCentre ?? '')
      ? []
      : [{ locationId: id, revenueCentre: name === '' ? null : name }];
  });

/** The fields that are no secret are known; what is secret must be typed again. */
export function knownRows(integration: Integration, provider: Provider): CredentialRow[] {
  const open = provider.credentialFields.filter((field) => !field.isSecret);
  return integration.locations.map((location) => ({
    ...emptyRow(provider),
    ...(open.length === 1 && open[0] ? { [open[0].name]: location.identity } : {}),
  }));
}

/** What is sent: only what differs. A location whose secret stays empty keeps the stored one. */
export function changeOf(
  integration: Integration,
  draft: EditDraft,
): Parameters<typeof updateIntegration>[1] {
  const was = draftOf(integration);
  const nickname = draft.nickname.trim() === '' ? '' : draft.nickname;
  const settings = {
    ...(draft.hasModifiers === was.hasModifiers ? {} : { includeModifiers: draft.hasModifiers }),
    ...(draft.historyFrom === was.historyFrom || draft.historyFrom === ''
      ? {}
      : { historyFrom: draft.historyFrom }),
  };
  const locations = (draft.rows ?? []).filter((row) =>
    Object.values(row).every((value) => value.trim() !== ''),
  );
  return {
    ...(nickname === was.nickname ? {} : { nickname: nickname === '' ? null : nickname }),
    ...(draft.everyMinutes === was.everyMinutes ? {} : { everyMinutes: draft.everyMinutes }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(locations.length === 0 ? {} : { credentials: { locations } }),
  };
}
