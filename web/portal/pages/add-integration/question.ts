import type { Integration, LinkedTo } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';

export interface InactiveChoice {
  id: string;
  nickname: string | null;
  deactivatedAt: string | null;
}

/** What must be known before another integration of a type is added. */
export type Question =
  | { kind: 'exists'; calledOffId: string | null; choices: InactiveChoice[] }
  | { kind: 'inactive'; choices: InactiveChoice[] }
  /** The till that was entered belongs to one of `choices`; `text` says so. */
  | { kind: 'linked'; choices: InactiveChoice[]; text: string };

/** Asked as soon as a type is chosen, from what the venue has of it; null when it has none. */
export function questionAbout(
  providerId: string,
  integrations: readonly Integration[],
): Question | null {
  const alike = integrations.filter((each) => each.provider === providerId);
  if (alike.length === 0) return null;
  const active = alike.filter((each) => each.active);
  const choices = alike
    .filter((each) => !each.active)
    .map(({ id, nickname, deactivatedAt = null }) => ({ id, nickname, deactivatedAt }));
  if (active.length === 0) return { kind: 'inactive', choices };
  const calledOff = active.find((each) => each.status === 'CalledOff');
  return { kind: 'exists', calledOffId: calledOff?.id ?? null, choices };
}

/** Asked by the server: somebody added one meanwhile. Its 409s are questions, all else refusals. */
export function questionOf(error: unknown): Question | null {
  if (!(error instanceof ApiProblem) || error.status !== 409) return null;
  const choices = (error.extra.inactive ?? []) as InactiveChoice[];
  if (error.code === 'integration_exists') {
    const existing = error.extra.existing as { id?: string; status?: string } | undefined;
    const isCalledOff = existing?.status === 'CalledOff';
    return { kind: 'exists', calledOffId: isCalledOff ? (existing?.id ?? null) : null, choices };
  }
  if (error.code === 'inactive_integration_exists') return { kind: 'inactive', choices };
  if (error.code === 'location_already_linked' && choices.length > 0) {
    return { kind: 'linked', choices, text: error.detail };
  }
  return null;
}

/** Asked once a till was tried that belongs to an inactive integration. */
export function questionOfLinked(linkedTo: LinkedTo): Question {
  const { integrationId: id, nickname, message } = linkedTo;
  return { kind: 'linked', choices: [{ id, nickname, deactivatedAt: null }], text: message };
}

/** Whether one that is restored beside these active ones of its type must be given another name. */
export function needsNickname(
  restored: { nickname: string | null },
  active: readonly { nickname: string | null }[],
): boolean {
  const sameAs = (name: string | null) => (name ?? '').trim().toLowerCase();
  if (active.length === 0) return false;
  return (
    restored.nickname === null ||
    active.some((each) => sameAs(each.nickname) === sameAs(restored.nickname))
  );
}
