import type { updateIntegration } from '../../api/actions.ts';
import type { Integration, Provider } from '../../api/integration.types.ts';
import { type CredentialRow, emptyRow } from '../add-integration/draft.ts';

/** What the Edit window shows. */
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

/**
 * What somebody has changed in it so far, and nothing else: what was left alone follows the
 * integration, which others may change meanwhile.
 */
export type Touched = Partial<EditDraft>;

const standing = (integration: Integration): EditDraft => ({
  nickname: integration.nickname ?? '',
  everyMinutes: integration.schedule.everyMinutes,
  hasModifiers: integration.settings.includeModifiers === true,
  historyFrom: integration.backfill?.from ?? '',
  revenueCentres: Object.fromEntries(
    integration.locations.map(({ id, revenueCentre }) => [id, revenueCentre ?? '']),
  ),
  rows: null,
});

/** The integration as it stands now, with what was touched over it. */
export function draftOf(integration: Integration, touched: Touched): EditDraft {
  const now = standing(integration);
  const revenueCentres = { ...now.revenueCentres, ...touched.revenueCentres };
  return { ...now, ...touched, revenueCentres };
}

/** With one change more. What is put back to how it stands counts as left alone again. */
export function touch(of: {
  integration: Integration;
  touched: Touched;
  change: Touched;
}): Touched {
  const now = standing(of.integration);
  const centres = { ...of.touched.revenueCentres, ...of.change.revenueCentres };
  const revenueCentres = differing(centres, now.revenueCentres) as Record<string, string>;
  const isCentreTouched = Object.keys(revenueCentres).length > 0;
  const { revenueCentres: _, ...fields } = { ...of.touched, ...of.change };
  return { ...differing(fields, now), ...(isCentreTouched ? { revenueCentres } : {}) };
}

const differing = <Values extends object>(values: Values, from: object): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== from[name as keyof typeof from]),
  ) as Partial<Values>;

/** Locations whose revenue centre was given another name here. */
export const renamedCentres = (
  integration: Integration,
  touched: Touched,
): { locationId: string; revenueCentre: string | null }[] =>
  integration.locations.flatMap(({ id, revenueCentre }) => {
    const name = touched.revenueCentres?.[id]?.trim();
    return name === undefined || name === (revenueCentre ?? '')
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

/**
 * What is sent: only what was touched here, and differs. A location whose secret stays empty keeps
 * the stored one.
 */
export function changeOf(
  integration: Integration,
  touched: Touched,
): Parameters<typeof updateIntegration>[1] {
  const now = standing(integration);
  const draft = draftOf(integration, touched);
  const nickname = draft.nickname.trim() === '' ? '' : draft.nickname;
  const settings = {
    ...(draft.hasModifiers === now.hasModifiers ? {} : { includeModifiers: draft.hasModifiers }),
    ...(draft.historyFrom === now.historyFrom || draft.historyFrom === ''
      ? {}
      : { historyFrom: draft.historyFrom }),
  };
  const locations = (draft.rows ?? []).filter((row) =>
    Object.values(row).every((value) => value.trim() !== ''),
  );
  return {
    ...(nickname === now.nickname ? {} : { nickname: nickname === '' ? null : nickname }),
    ...(draft.everyMinutes === now.everyMinutes ? {} : { everyMinutes: draft.everyMinutes }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(locations.length === 0 ? {} : { credentials: { locations } }),
  };
}
