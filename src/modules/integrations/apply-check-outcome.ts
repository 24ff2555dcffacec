import {
  closeIncidents,
  findOpenIncident,
  type IncidentKind,
  type LinkNoticeKind,
  openIncident,
  recordNotice,
  wasNoticed,
} from '#modules/notices/index.ts';
import { recordTimelineEvent, systemActor, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { IntegrationDeps } from './deps.ts';
import { callOffAtMs, fileSilence } from './file-silence.ts';
import { lockIntegration, updateHealth } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { namesOf } from './names.ts';
import { nextBeatMs } from './schedule.ts';
import {
  attemptsLeft,
  callOffNotBeforeMs,
  decideStatus,
  type Health,
  nextCheckDelayMs,
  type StatusDecision,
  type StatusEffect,
  type StatusEvent,
} from './status.ts';

/** One event of a link, about to be applied in the caller's transaction. */
interface Outcome {
  companyId: string;
  integrationId: string;
  event: StatusEvent;
  nowMs: number;
  /** Who caused it; the system when absent. */
  actor?: TimelineActor;
}

/**
 * Applies one event to an integration's health, with everything that must be true together: status,
 * next due instant, timeline, incidents, notices. In the caller's transaction. A link that is
 * inactive or gone is left alone: a check may end after its deactivation.
 * @returns what was decided; null when there is nothing to decide about.
 */
export async function applyCheckOutcome(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'notify' | 'onStatusChanged' | 'vendors'>,
  outcome: Outcome,
): Promise<StatusDecision | null> {
  const { companyId, integrationId, event, nowMs } = outcome;
  const integration = await lockIntegration(tx, companyId, integrationId);
  if (integration === null || integration.deactivatedAtMs !== null) return null;
  const decision = decideStatus(integration.health, event, nowMs);
  const isUnchanged = decision.next === integration.health;
  const isSettled = event.name === 'check_succeeded' && integration.health.status === 'Healthy';
  // The usual case, 24 times a day for every link: it is healthy, stays so, and is on its beat.
  if (isUnchanged || (isSettled && integration.nextDueAtMs > nowMs)) return decision;
  const nextDueAtMs = nextDueMs(integration, decision.next, outcome);
  await updateHealth(tx, { companyId, integrationId, health: decision.next, nextDueAtMs });
  const change = {
    tx,
    outcome,
    integration,
    health: decision.next,
    names: namesOf(deps, integration),
  };
  for (const effect of decision.effects) await record(change, effect);
  const data = { integrationId, venueId: integration.venueId };
  await deps.notify(tx, { companyId, name: 'integration.changed', data });
  const [was, now] = [integration.health.status, decision.next.status];
  if (was !== now) {
    const { venueId, provider } = integration;
    const problem = problemOf(change);
    const place = { companyId, integrationId, venueId, provider };
    await deps.onStatusChanged(tx, { ...place, was, now, problem, nowMs });
  }
  return decision;
}

function nextDueMs(integration: Integration, health: Health, outcome: Outcome): number {
  const { event, nowMs } = outcome;
  const { everyMinutes, offsetSeconds } = integration;
  if (event.name === 'resumed' || event.name === 'restored') return nowMs;
  if (event.name === 'file_read') return nowMs + fileSilence.remindAfterMs;
  // The silence goes on: what cannot be read is no sign of life.
  if (event.name === 'file_refused') return integration.nextDueAtMs;
  if (event.name === 'files_awaited') return callOffAtMs(event.sinceMs, nowMs);
  const beatMs = nextBeatMs(nowMs, everyMinutes, offsetSeconds);
  if (event.name === 'check_succeeded') return beatMs;
  const delayMs = nextCheckDelayMs({ everyMinutes, failureCount: health.failureCount });
  // Once as rare as the schedule, retries go back to the link's own beat.
  return delayMs >= everyMinutes * 60_000 ? beatMs : nowMs + delayMs;
}

interface Change {
  tx: Tx;
  outcome: Outcome;
  integration: Integration;
  /** After the event. */
  health: Health;
  names: ReturnType<typeof namesOf>;
}

const timelineNames: Readonly<Record<StatusEffect, string>> = {
  failing: 'integration.failed',
  warned: 'integration.warned',
  called_off: 'integration.called_off',
  recovered: 'integration.recovered',
  initialized: 'integration.became_healthy',
  resumed: 'integration.resumed',
  restored: 'integration.restored',
};

async function record(change: Change, effect: StatusEffect): Promise<void> {
  const { tx, outcome, integration, health } = change;
  const { companyId, integrationId, nowMs, actor = systemActor } = outcome;
  await recordTimelineEvent(tx, {
    ...{ companyId, integrationId, actor },
    venueId: integration.venueId,
    atMs: nowMs,
    name: timelineNames[effect],
    details: {
      ...change.names,
      was: integration.health.status,
      now: health.status,
      ...toldTrouble(change),
    },
  });
  if (effect === 'failing') await ensureIncident(change, 'failing');
  if (effect === 'warned') {
    await notice(change, 'integration_warned', await ensureIncident(change, 'failing'));
  }
  if (effect === 'called_off') {
    await notice(change, 'integration_called_off', await ensureIncident(change, 'called_off'));
  }
  if (effect === 'resumed') await closeIncidents(tx, { ...placeOf(change), kind: 'called_off' });
  if (effect === 'initialized' || effect === 'recovered') await endTrouble(change);
}

/** Closes what is open; tells of the recovery only those who were told of the trouble. */
async function endTrouble(change: Change): Promise<void> {
  const [first] = await closeIncidents(change.tx, placeOf(change));
  if (first === undefined) return;
  const { companyId, integrationId } = change.outcome;
  const sinceMs = first.openedAtMs;
  if (!(await wasNoticed(change.tx, { companyId, integrationId, sinceMs }))) return;
  await notice(change, 'integration_recovered', first.incidentId);
}

async function ensureIncident(change: Change, kind: IncidentKind): Promise<string> {
  const place = { ...placeOf(change), kind };
  const reason = problemOf(change);
  const opened = await openIncident(change.tx, { ...place, reason });
  const incidentId = opened ?? (await findOpenIncident(change.tx, place));
  if (incidentId === null) throw new Error('an incident closed while its integration was held');
  return incidentId;
}

async function notice(change: Change, kind: LinkNoticeKind, cause: string): Promise<void> {
  const { tx, outcome, integration, health } = change;
  const { companyId, integrationId, nowMs } = outcome;
  const { venueId } = integration;
  const { event } = outcome;
  const since = 'sinceMs' in event ? event.sinceMs : health.firstFailureAtMs;
  await recordNotice(tx, {
    ...{ companyId, kind, cause, nowMs },
    payload: {
      ...{ venueId, integrationId, ...change.names },
      at: new Date(nowMs).toISOString(),
      failingSince: since === null ? null : new Date(since).toISOString(),
      failureCount: health.failureCount,
      problem: problemOf(change),
      ...(kind === 'integration_warned' && event.name === 'check_failed' && toldCallOff(health)),
    },
  });
}

/** What is left before a failing link is called off: checks and time. */
function toldCallOff(health: Health) {
  const notBeforeMs = callOffNotBeforeMs(health);
  return {
    attemptsLeft: attemptsLeft(health),
    calledOffNotBefore: notBeforeMs === null ? null : new Date(notBeforeMs).toISOString(),
  };
}

function placeOf({ outcome }: Change) {
  const { companyId, integrationId, nowMs } = outcome;
  return { companyId, integrationId, nowMs };
}

/** The trouble as the timeline keeps it: what was found, and by how many failures or since when. */
function toldTrouble(change: Change): Record<string, unknown> {
  const { event } = change.outcome;
  const problem = problemOf(change);
  if ('sinceMs' in event) return { problem, since: new Date(event.sinceMs).toISOString() };
  return problem === null ? {} : { problem, failures: change.health.failureCount };
}

/**
 * What went wrong in people's words; `detail` stays out of everything stored here. A reminder has a
 * problem to tell although the link is not in trouble yet.
 */
function problemOf({ outcome, health }: Change) {
  const { event } = outcome;
  const problem = 'sinceMs' in event ? event.problem : health.reason;
  if (problem === null) return null;
  const { kind, code, message } = problem;
  return { kind, code, message };
}
