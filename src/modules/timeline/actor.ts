import type { Actor } from '#modules/tenancy/index.ts';

/** Who did it. Names are kept as they were, so that the timeline outlives its people. */
export type TimelineActor =
  | { kind: 'system' }
  | { kind: 'user'; id: string; name: string }
  | { kind: 'api_key'; id: string; name: string };

export const systemActor: TimelineActor = { kind: 'system' };

/** The caller of the API as the timeline names them. */
export function toTimelineActor({ kind, id, name }: Actor): TimelineActor {
  return { kind, id, name };
}
