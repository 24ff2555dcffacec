import type { Problem } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import {
  finishRun,
  type Location,
  type Run,
  type RunCounts,
  updateLocationProblem,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { RunLost } from './apply-window.ts';
import type { SyncDeps } from './deps.ts';
import { VendorTrouble } from './read-window.ts';

/** How one location's run ended. `lost`: it was not ours any more, and says nothing about the till. */
export type Outcome =
  | { kind: 'succeeded' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'deferred'; untilMs: number }
  | { kind: 'lost' };

/** A rate limit without a time of its own is waited out for this long. */
const deferralUsualMs = 5 * 60_000;

/** What an exception of a run means. Our own mistakes are told as such, never as the till's. */
export function toOutcome(deps: SyncDeps, error: unknown, signal: AbortSignal): Outcome {
  if (error instanceof RunLost || signal.aborted) return { kind: 'lost' };
  if (error instanceof VendorTrouble) {
    const { problem } = error;
    if (problem.kind !== 'rate_limited') return { kind: 'failed', problem };
    return { kind: 'deferred', untilMs: problem.retryAtMs ?? deps.clock.now() + deferralUsualMs };
  }
  deps.log.warn('a check failed on our side', { error });
  return { kind: 'failed', problem: ourFault };
}

const ourFault: Problem = {
  kind: 'bug',
  code: 'engine.internal',
  message: {
    en: 'Something went wrong on our side, not at your till. What is stored stays; the next check tries again. If it lasts, send us the diagnostic of this integration.',
    fr: 'Un problème est survenu de notre côté, pas à votre caisse. Ce qui est enregistré reste ; la prochaine vérification réessaiera. Si cela dure, envoyez-nous le diagnostic de cette intégration.',
  },
};

/** Writes down a run that did not succeed. */
export async function recordOutcome(
  deps: SyncDeps,
  ended: { run: Run; location: Location; counts: RunCounts; outcome: Outcome },
): Promise<void> {
  const { run, location, counts, outcome } = ended;
  if (outcome.kind === 'lost' || outcome.kind === 'succeeded') return;
  const problem = outcome.kind === 'failed' ? outcome.problem : null;
  await deps.database.withCompany(run.companyId, async (tx) => {
    await concludeRun(tx, deps, {
      run,
      location,
      state: outcome.kind,
      counts,
      warnings: [],
      problem,
    });
    if (problem) await updateLocationProblem(tx, { ...location, problem });
  });
}

/** Ends a run, in the transaction of what it did last, and tells open pages. */
export async function concludeRun(
  tx: Tx,
  deps: SyncDeps,
  ended: {
    run: Run;
    location: Location;
    state: 'succeeded' | 'failed' | 'deferred';
    counts: RunCounts;
    warnings: readonly Localized[];
    problem: Problem | null;
  },
): Promise<void> {
  const { run, location, ...end } = ended;
  const nowMs = deps.clock.now();
  await finishRun(tx, {
    ...run,
    ...end,
    nowMs,
    warnings: [...end.warnings, ...setAsideWarnings(end.counts.ordersQuarantined)],
  });
  const { companyId, integrationId } = run;
  await deps.onRunFinished(tx, { ...end, run, venueId: location.venueId, nowMs });
  const data = { integrationId, venueId: location.venueId };
  await deps.notify(tx, { companyId, name: 'run.finished', data });
}

/** Told with every run that set bills aside, live or backfill. */
export function setAsideWarnings(count: number): Localized[] {
  if (count === 0) return [];
  return [
    {
      en: `${count} ${count === 1 ? 'bill could not be read and was set aside with its' : 'bills could not be read and were set aside with their'} reason; all others are stored.`,
      fr: `${count} ${count === 1 ? 'addition illisible a été mise' : 'additions illisibles ont été mises'} de côté avec ${count === 1 ? 'sa' : 'leur'} raison ; toutes les autres sont enregistrées.`,
    },
  ];
}
