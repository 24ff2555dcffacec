import type { Integration } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';

export interface InactiveChoice {
  id: string;
  nickname: string | null;
  deactivatedAt: string | null;
}

/** What must be known before another integration of a type is added. */
export type Question =
  | { kind: 'exists'; calledOffId: string | null }
  | { kind: 'inactive'; choices: InactiveChoice[] };

/** Asked as soon as a type is chosen, from what the venue has of it; null when it has none. */
export function questionAbout(
  providerId: string,
  integrations: readonly Integration[],
): Question | null {
  const alike = integrations.filter((each) => each.provider === providerId);
  const active = alike.filter((each) => each.active);
  if (active.length > 0) {
    const calledOff = active.find((each) => each.status === 'CalledOff');
    return { kind: 'exists', calledOffId: calledOff?.id ?? null };
  }
  if (alike.length === 0) return null;
  const choices = alike.map(({ id, nickname, deactivatedAt = null }) => ({
    ...{ id, nickname, deactivatedAt },
  }));
  return { kind: 'inactive', choices };
}

/** Asked by the server: somebody added one meanwhile. Its 409s are questions, all else refusals. */
export function questionOf(error: unknown): Question | null {
  if (!(error instanceof ApiProblem) || error.status !== 409) return null;
  if (error.code === 'integration_exists') {
    const existing = error.extra.existing as { id?: string; status?: string } | undefined;
    const isCalledOff = existing?.status === 'CalledOff';
    return { kind: 'exists', calledOffId: isCalledOff ? (existing?.id ?? null) : null };
  }
  if (error.code === 'inactive_integration_exists') {
    return { kind: 'inactive', choices: (error.extra.inactive ?? []) as InactiveChoice[] };
  }
  return null;
}
