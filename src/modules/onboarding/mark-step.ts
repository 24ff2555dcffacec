import type { TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Onboarding } from './get-onboarding.ts';
import { recordMark } from './mark.store.ts';
import { stepNotThere, stepTicksItself } from './refusals.ts';
import { type MarkName, type PersonStep, personSteps, type StepName } from './steps.ts';

interface Saying {
  isDone: boolean;
  /** Which tills the vendor was asked for; as before when not said. */
  identities?: readonly string[] | undefined;
  actor: TimelineActor;
  nowMs: number;
}

/**
 * Ticks a step or takes that back. Saying the same again changes nothing.
 * @returns whether anything changed.
 * @throws Refusal 422 `step_ticks_itself` or `step_not_there`.
 */
export async function markStep(
  tx: Tx,
  list: Onboarding,
  said: Saying & { step: StepName },
): Promise<boolean> {
  if (!isPersonStep(said.step)) throw stepTicksItself();
  if (!list.steps.some(({ step }) => step === said.step)) throw stepNotThere();
  return record(tx, list, { ...said, step: said.step });
}

/** Puts the list away, or takes it out again. */
export function markDismissed(tx: Tx, list: Onboarding, said: Saying): Promise<boolean> {
  return record(tx, list, { ...said, step: 'dismissed' });
}

function record(
  tx: Tx,
  { venue, describe, marks }: Onboarding,
  { step, isDone, identities, actor, nowMs }: Saying & { step: MarkName },
): Promise<boolean> {
  const held = marks.find((mark) => mark.step === step);
  // Taking back what nobody said leaves no trace.
  if (held === undefined && !isDone) return Promise.resolve(false);
  const named = [...(identities ?? held?.identities ?? [])];
  const mark = { step, isDone, atMs: nowMs, actor, identities: named };
  return recordMark(tx, { venueId: venue.venueId, provider: describe.id, mark });
}

function isPersonStep(step: StepName): step is PersonStep {
  return personSteps.some((one) => one === step);
}
