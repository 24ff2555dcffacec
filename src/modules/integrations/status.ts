import type { Problem, ProblemKind } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';

/**
 * The health of a link, as data. Whether a link is *active* is the user's intent and lives
 * elsewhere: nothing here reads or changes it.
 */
export type IntegrationStatus = 'Initializing' | 'Healthy' | 'Failed' | 'CalledOff';

export type StatusEvent =
  | { name: 'check_succeeded' }
  | { name: 'check_failed'; problem: Problem }
  | { name: 'resumed' }
  | { name: 'restored' };

/**
 * Rate limits and interrupted checks are no events: they say nothing about health. A link that was
 * inactive (`restored`) starts afresh, whatever it was.
 */
export const transitions = [
  { from: 'Initializing', on: 'check_succeeded', to: 'Healthy' },
  { from: 'Initializing', on: 'check_failed', to: 'Failed' },
  { from: 'Healthy', on: 'check_succeeded', to: 'Healthy' },
  { from: 'Healthy', on: 'check_failed', to: 'Failed' },
  { from: 'Failed', on: 'check_succeeded', to: 'Healthy' },
  { from: 'Failed', on: 'check_failed', to: 'Failed' },
  { from: 'CalledOff', on: 'resumed', to: 'Initializing' },
  { from: 'Initializing', on: 'restored', to: 'Initializing' },
  { from: 'Healthy', on: 'restored', to: 'Initializing' },
  { from: 'Failed', on: 'restored', to: 'Initializing' },
  { from: 'CalledOff', on: 'restored', to: 'Initializing' },
] as const satisfies readonly {
  from: IntegrationStatus;
  on: StatusEvent['name'];
  to: IntegrationStatus;
}[];

export interface Health {
  status: IntegrationStatus;
  reason: Problem | null;
  changedAtMs: EpochMs;
  failureCount: number;
  firstFailureAtMs: EpochMs | null;
  warnedAtMs: EpochMs | null;
}

/** Both must be reached before a link is called off: many failures, over a long time. */
export interface CallOffThreshold {
  failureCount: number;
  durationMs: number;
}

const hourMs = 3_600_000;
export const callOffThresholds: { usual: CallOffThreshold; refused: CallOffThreshold } = {
  usual: { failureCount: 20, durationMs: 72 * hourMs },
  refused: { failureCount: 5, durationMs: 6 * hourMs },
};

export function thresholdFor(kind: ProblemKind): CallOffThreshold {
  return kind === 'auth' || kind === 'permission'
    ? callOffThresholds.refused
    : callOffThresholds.usual;
}

export type StatusEffect =
  | 'failing'
  | 'warned'
  | 'called_off'
  | 'recovered'
  | 'initialized'
  | 'resumed'
  | 'restored';

export interface StatusDecision {
  next: Health;
  effects: StatusEffect[];
  /** Why nothing else happened, for logs and tests. */
  reason: string;
}

/** What one event does to a link's health. Pure; the caller stores it with its event and notice. */
export function decideStatus(current: Health, event: StatusEvent, nowMs: EpochMs): StatusDecision {
  const transition = transitions.find(
    (row) => row.from === current.status && row.on === event.name,
  );
  if (!transition) {
    return {
      next: current,
      effects: [],
      reason: `${event.name} changes nothing while ${current.status}`,
    };
  }
  if (event.name === 'check_failed') return decideFailure(current, event.problem, nowMs);
  const next: Health = {
    status: transition.to,
    reason: null,
    changedAtMs: transition.to === current.status ? current.changedAtMs : nowMs,
    failureCount: 0,
    firstFailureAtMs: null,
    warnedAtMs: null,
  };
  return {
    next,
    effects: effectsOfSuccess(current.status, event.name),
    reason: `${current.status} to ${next.status}`,
  };
}

function effectsOfSuccess(from: IntegrationStatus, event: StatusEvent['name']): StatusEffect[] {
  if (event === 'resumed' || event === 'restored') return [event];
  if (from === 'Initializing') return ['initialized'];
  return from === 'Failed' ? ['recovered'] : [];
}

function decideFailure(current: Health, problem: Problem, nowMs: EpochMs): StatusDecision {
  const firstFailureAtMs = current.firstFailureAtMs ?? nowMs;
  const failureCount = current.failureCount + 1;
  const threshold = thresholdFor(problem.kind);
  const lastedMs = nowMs - firstFailureAtMs;
  const next: Health = {
    status: 'Failed',
    reason: problem,
    changedAtMs: current.status === 'Failed' ? current.changedAtMs : nowMs,
    failureCount,
    firstFailureAtMs,
    warnedAtMs: current.warnedAtMs,
  };
  const effects: StatusEffect[] = current.status === 'Failed' ? [] : ['failing'];
  const progress = `${failureCount} of ${threshold.failureCount} failures over ${lastedMs} of ${threshold.durationMs} ms`;
  if (failureCount >= threshold.failureCount && lastedMs >= threshold.durationMs) {
    return {
      next: { ...next, status: 'CalledOff', changedAtMs: nowMs },
      effects: [...effects, 'called_off'],
      reason: `called off after ${progress}`,
    };
  }
  const isHalfWay =
    failureCount >= threshold.failureCount / 2 && lastedMs >= threshold.durationMs / 2;
  if (isHalfWay && current.warnedAtMs === null) {
    return {
      next: { ...next, warnedAtMs: nowMs },
      effects: [...effects, 'warned'],
      reason: `half way: ${progress}`,
    };
  }
  return { next, effects, reason: progress };
}

/** Failed checks left before the link is called off, at least; time may allow more. */
export function attemptsLeft(health: Health): number | null {
  if (!health.reason || health.status !== 'Failed') return null;
  return Math.max(0, thresholdFor(health.reason.kind).failureCount - health.failureCount);
}

const retryFirstMs = 5 * 60_000;

/** When to look again: after a failure soon, then less and less often, up to the schedule. */
export function nextCheckDelayMs(options: { everyMinutes: number; failureCount: number }): number {
  const everyMs = options.everyMinutes * 60_000;
  if (options.failureCount === 0) return everyMs;
  return Math.min(everyMs, retryFirstMs * 2 ** Math.min(options.failureCount - 1, 10));
}
