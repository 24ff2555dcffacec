import type { Problem } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import { backfillDelayMs, backfillFailuresMax } from './backfill-pace.ts';

/** Business dates to be read again, both included. */
export interface ResyncRange {
  companyId: string;
  integrationId: string;
  from: string;
  to: string;
}

/** A re-sync on its way through the queue. */
export interface ResyncJob extends ResyncRange {
  /** By location, the id its first run is to have: whoever asked was told it. */
  runIds?: Record<string, string> | undefined;
  /** By location, the first date that is still to be read; absent: all of them from `from` on. */
  left?: Record<string, string> | undefined;
  failureCount?: number | undefined;
}

/** Why a location's days are not all read. `busy`: something else is asking its till. */
export type Unread =
  | { locationId: string; from: string; why: 'failed' | 'busy' }
  | { locationId: string; from: string; why: 'deferred'; untilMs: EpochMs };

export interface ResyncRest {
  job: ResyncJob;
  startAfterMs: EpochMs;
}

/** While a check holds the location, the job steps back for a moment. */
const busyRetryMs = 2000;

/**
 * What is to be read later, by itself: as history is, soon at first and each hour at last, for two
 * days. Null when nothing is left or it was tried often enough. Pure.
 */
export function restOf(
  job: ResyncJob,
  unread: readonly Unread[],
  nowMs: EpochMs,
): ResyncRest | null {
  const hasFailed = unread.some(({ why }) => why === 'failed');
  const failureCount = (job.failureCount ?? 0) + (hasFailed ? 1 : 0);
  const isGivenUp = failureCount >= backfillFailuresMax;
  const later = unread.filter(({ why }) => why !== 'failed' || !isGivenUp);
  if (later.length === 0) return null;
  const waits = later.map((one) => {
    if (one.why === 'deferred') return Math.max(one.untilMs, nowMs);
    return nowMs + (one.why === 'busy' ? busyRetryMs : backfillDelayMs(failureCount));
  });
  const { companyId, integrationId, from, to, runIds = {} } = job;
  // A run that was begun is over; only who was busy has not had its own yet.
  const busy = later.filter(({ why }) => why === 'busy').map(({ locationId }) => locationId);
  const unused = Object.entries(runIds).filter(([locationId]) => busy.includes(locationId));
  return {
    job: {
      ...{ companyId, integrationId, from, to, failureCount },
      runIds: Object.fromEntries(unused),
      left: Object.fromEntries(later.map((one) => [one.locationId, one.from])),
    },
    startAfterMs: Math.max(...waits),
  };
}

/** Whether nobody will ask again should the till fail once more. */
export function isLastTry(job: Pick<ResyncJob, 'failureCount'>): boolean {
  return (job.failureCount ?? 0) + 1 >= backfillFailuresMax;
}

/** What to do now that the days are not asked for any more. The vendor's sentence promises they are. */
export function givenUpProblem(problem: Problem, days: { from: string; to: string }): Problem {
  const { from, to } = days;
  return {
    kind: problem.kind,
    code: 'engine.resync_given_up',
    detail: problem.code,
    message: {
      en: `The days from ${from} to ${to} could not be read again: we asked ${backfillFailuresMax} times over two days, and ask no more. What is stored of them stays as it was. Once the till answers, ask for these days again.`,
      fr: `Les journées du ${from} au ${to} n’ont pas pu être relues : nous avons demandé ${backfillFailuresMax} fois en deux jours et ne demandons plus. Ce qui en est enregistré reste tel quel. Quand la caisse répondra, redemandez ces journées.`,
    },
  };
}
