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
  | { name: 'restored' }
  // Of links that are sent sales files instead of being asked; `sinceMs` is the last sign of life.
  | { name: 'file_read' }
  | { name: 'file_refused'; problem: Problem }
  | { name: 'files_awaited'; problem: Problem; sinceMs: EpochMs }
  | { name: 'files_stopped'; problem: Problem; sinceMs: EpochMs };

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
  // Nobody has to resume what is sent: the next file says that it goes on.
  { from: 'Initializing', on: 'file_read', to: 'Healthy' },
  { from: 'Healthy', on: 'file_read', to: 'Healthy' },
  { from: 'Failed', on: 'file_read', to: 'Healthy' },
  { from: 'CalledOff', on: 'file_read', to: 'Healthy' },
  { from: 'Initializing', on: 'file_refused', to: 'Failed' },
  { from: 'Healthy', on: 'file_refused', to: 'Failed' },
  { from: 'Failed', on: 'file_refused', to: 'Failed' },
  { from: 'Initializing', on: 'files_awaited', to: 'Initializing' },
  { from: 'Healthy', on: 'files_awaited', to: 'Healthy' },
  { from: 'Failed', on: 'files_awaited', to: 'Failed' },
  { from: 'Initializing', on: 'files_stopped', to: 'CalledOff' },
  { from: 'Healthy', on: 'files_stopped', to: 'CalledOff' },
  { from: 'Failed', on: 'files_stopped', to: 'CalledOff' },
] as const satisfies readonly {
  from: IntegrationStatus;
  on: StatusEvent['name'];
  to: IntegrationStatus;
}[];

export interface Health {
  status: IntegrationStatus;
  reason: Problem | null;
  changedAtMs: EpochMs;
  /** Failed checks in a row, and when the first of them was. */
  failureCount: number;
  firstFailureAtMs: EpochMs | null;
  /** The last of them; null where it is not known. */
  lastFailureAtMs: EpochMs | null;
  /** Those among them in which the vendor refused the credentials. */
  refusals: { count: number; firstAtMs: EpochMs } | null;
  warnedAtMs: EpochMs | null;
}

/** A link that has no trouble to tell of. */
export function untroubled(status: IntegrationStatus, changedAtMs: EpochMs): Health {
  return {
    ...{ status, changedAtMs },
    reason: null,
    failureCount: 0,
    firstFailureAtMs: null,
    lastFailureAtMs: null,
    refusals: null,
    warnedAtMs: null,
  };
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

/** Longer without a check, and the time in between says nothing about the till: count anew. */
const silenceMaxMs = 48 * hourMs;

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
  if (event.name === 'file_refused') return decideRefusedFile(current, event.problem, nowMs);
  if (event.name === 'files_awaited') return decideReminder(current, nowMs);
  if (event.name === 'files_stopped') return decideSilenceOver(event, nowMs);
  const isSuccess = event.name === 'check_succeeded' || event.name === 'file_read';
  const stays = isSuccess && transition.to === current.status;
  const next = untroubled(transition.to, stays ? current.changedAtMs : nowMs);
  return {
    next,
    effects: effectsOfSuccess(current, event.name),
    reason: `${current.status} to ${next.status}`,
  };
}

function effectsOfSuccess(from: Health, event: StatusEvent['name']): StatusEffect[] {
  if (event === 'resumed' || event === 'restored') return [event];
  if (from.status === 'Initializing') return ['initialized'];
  // A healthy link was warned only by a reminder that files are awaited.
  return from.status !== 'Healthy' || from.warnedAtMs !== null ? ['recovered'] : [];
}

function decideReminder(current: Health, nowMs: EpochMs): StatusDecision {
  if (current.warnedAtMs !== null) {
    return { next: current, effects: [], reason: 'warned already' };
  }
  const next: Health = { ...current, warnedAtMs: nowMs };
  return { next, effects: ['warned'], reason: 'half way without a file' };
}

function decideSilenceOver(
  { problem, sinceMs }: Extract<StatusEvent, { name: 'files_stopped' }>,
  nowMs: EpochMs,
): StatusDecision {
  const next: Health = {
    ...untroubled('CalledOff', nowMs),
    reason: problem,
    firstFailureAtMs: sinceMs,
  };
  return { next, effects: ['called_off'], reason: 'called off: no file came' };
}

function decideFailure(current: Health, problem: Problem, nowMs: EpochMs): StatusDecision {
  const next = countFailure(current, problem, nowMs);
  const effects: StatusEffect[] = current.status === 'Failed' ? [] : ['failing'];
  const courses = coursesOf(next, nowMs);
  const reason = courses.map((course) => course.text).join('; ');
  if (courses.some((course) => course.share >= 1)) {
    const calledOff: Health = { ...next, status: 'CalledOff', changedAtMs: nowMs };
    return {
      next: calledOff,
      effects: [...effects, 'called_off'],
      reason: `called off: ${reason}`,
    };
  }
  if (next.warnedAtMs === null && courses.some((course) => course.share >= 0.5)) {
    const warned: Health = { ...next, warnedAtMs: nowMs };
    return { next: warned, effects: [...effects, 'warned'], reason: `half way: ${reason}` };
  }
  return { next, effects, reason };
}

/** People are warned half way as ever, but only silence calls a link off that is sent files. */
function decideRefusedFile(current: Health, problem: Problem, nowMs: EpochMs): StatusDecision {
  const decision = decideFailure(current, problem, nowMs);
  if (decision.next.status !== 'CalledOff') return decision;
  const { changedAtMs } = current.status === 'Failed' ? current : decision.next;
  const isWarnedNow = decision.next.warnedAtMs === null;
  const warnedAtMs = decision.next.warnedAtMs ?? nowMs;
  return {
    next: { ...decision.next, status: 'Failed', changedAtMs, warnedAtMs },
    effects: decision.effects.flatMap((effect) => {
      if (effect !== 'called_off') return effect;
      return isWarnedNow ? (['warned'] as const) : [];
    }),
    reason: 'files come, though none can be read',
  };
}

function countFailure(current: Health, problem: Problem, nowMs: EpochMs): Health {
  const { lastFailureAtMs } = current;
  const isAnew = lastFailureAtMs !== null && nowMs - lastFailureAtMs > silenceMaxMs;
  const before = isAnew ? untroubled(current.status, current.changedAtMs) : current;
  const { refusals } = before;
  return {
    status: 'Failed',
    reason: problem,
    changedAtMs: current.status === 'Failed' ? current.changedAtMs : nowMs,
    failureCount: before.failureCount + 1,
    firstFailureAtMs: before.firstFailureAtMs ?? nowMs,
    lastFailureAtMs: nowMs,
    refusals: isRefusal(problem.kind)
      ? { count: (refusals?.count ?? 0) + 1, firstAtMs: refusals?.firstAtMs ?? nowMs }
      : refusals,
    warnedAtMs: before.warnedAtMs,
  };
}

/** What the vendor says about the credentials themselves, rather than about the day. */
function isRefusal(kind: ProblemKind): boolean {
  return kind === 'auth' || kind === 'permission';
}

/** How near a failing link is to being called off: by all failures, and by refusals while refused. */
function coursesOf(health: Health, nowMs: EpochMs): { share: number; text: string }[] {
  const { failureCount, firstFailureAtMs, refusals, reason } = health;
  const course = (count: number, firstAtMs: EpochMs, threshold: CallOffThreshold) => {
    const lastedMs = nowMs - firstAtMs;
    const share = Math.min(count / threshold.failureCount, lastedMs / threshold.durationMs);
    const text = `${count} of ${threshold.failureCount} failures over ${lastedMs} of ${threshold.durationMs} ms`;
    return { share, text };
  };
  const usual = course(failureCount, firstFailureAtMs ?? nowMs, callOffThresholds.usual);
  if (refusals === null || reason === null || !isRefusal(reason.kind)) return [usual];
  return [usual, course(refusals.count, refusals.firstAtMs, callOffThresholds.refused)];
}

/** Failed checks left before the link is called off, at least; time may allow more. */
export function attemptsLeft({ status, reason, failureCount, refusals }: Health): number | null {
  if (reason === null || status !== 'Failed') return null;
  const usual = callOffThresholds.usual.failureCount - failureCount;
  const refused = callOffThresholds.refused.failureCount - (refusals?.count ?? 0);
  return Math.max(0, isRefusal(reason.kind) ? Math.min(usual, refused) : usual);
}

/**
 * Before this instant no failed check calls the link off, however many there are: the time bound of
 * the nearer course. Null where checks do not fail.
 */
export function callOffNotBeforeMs(health: Health): EpochMs | null {
  const { status, reason, firstFailureAtMs, refusals } = health;
  if (reason === null || status !== 'Failed' || firstFailureAtMs === null) return null;
  const usualMs = firstFailureAtMs + callOffThresholds.usual.durationMs;
  if (refusals === null || !isRefusal(reason.kind)) return usualMs;
  return Math.min(usualMs, refusals.firstAtMs + callOffThresholds.refused.durationMs);
}

const retryFirstMs = 5 * 60_000;

/** When to look again: after a failure soon, then less and less often, up to the schedule. */
export function nextCheckDelayMs(options: { everyMinutes: number; failureCount: number }): number {
  const everyMs = options.everyMinutes * 60_000;
  if (options.failureCount === 0) return everyMs;
  return Math.min(everyMs, retryFirstMs * 2 ** Math.min(options.failureCount - 1, 10));
}
