import type { Problem, Window } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import {
  type Integration,
  type Location,
  noCounts,
  type Run,
  type RunCounts,
} from '#modules/integrations/index.ts';
import type { SyncDeps } from './deps.ts';
import { type SyncVenue, withTill } from './open-till.ts';
import type { TillSource } from './reading.ts';
import { concludeRun, type Outcome, recordOutcome, toOutcome } from './run-outcome.ts';
import { runWindow } from './run-window.ts';
import { newSeekBudget } from './seek-moved.ts';
import { splitWindow } from './split-window.ts';

/** A run that is ours, with everything it needs. */
export interface ClaimedRun {
  integration: Integration;
  venue: SyncVenue;
  run: Run;
  location: Location;
  secretSealed: string;
  signal: AbortSignal;
  /** The user vouches for the answer: also a much smaller one is stored. */
  isTrusted?: boolean;
  /** Told after each window that is stored. */
  onStored?: (window: Window) => void;
  /** A problem as it is told of this run. */
  explain?: (problem: Problem) => Problem;
}

/** Reads and stores the recent days of one location; its trouble is an outcome, not an exception. */
export async function checkLocation(deps: SyncDeps, claimed: ClaimedRun): Promise<Outcome> {
  const { run, location } = claimed;
  const counts = { ...noCounts };
  const startedMs = deps.clock.now();
  let outcome: Outcome = { kind: 'succeeded' };
  try {
    await withTill(deps, claimed, (source) => readAndStore(deps, claimed, { source, counts }));
  } catch (error) {
    outcome = toOutcome(deps, error, claimed.signal);
    if (outcome.kind === 'failed' && claimed.explain) {
      outcome = { kind: 'failed', problem: claimed.explain(outcome.problem) };
    }
    await recordOutcome(deps, { run, location, counts, outcome });
  }
  deps.metrics.runFinished({
    provider: claimed.integration.provider,
    kind: run.kind,
    state: outcome.kind,
    durationMs: deps.clock.now() - startedMs,
    ordersImported: counts.ordersNew,
  });
  return outcome;
}

/** The run's window piece by piece, oldest first: the checkpoint moves with each. */
async function readAndStore(
  deps: SyncDeps,
  claimed: ClaimedRun,
  { source, counts }: { source: TillSource; counts: RunCounts },
): Promise<void> {
  const { integration, venue, run, location } = claimed;
  const job = {
    run,
    location,
    source,
    rule: venue.rule,
    includeModifiers: integration.settings.includeModifiers === true,
    isTrusted: claimed.isTrusted ?? false,
    seek: newSeekBudget(),
  };
  const warnings: Localized[] = [];
  const { windowDaysMax } = source.connector.describe.limits;
  const windows = splitWindow(run, windowDaysMax, venue.rule);
  for (const [index, window] of windows.entries()) {
    const isLast = index === windows.length - 1;
    const checkpointMs = run.kind === 'resync' ? null : window.toMs;
    await runWindow(deps, { ...job, window, checkpointMs }, async (tx, applied) => {
      addCounts(counts, applied.counts);
      warnings.push(...applied.warnings);
      if (!isLast) return;
      const end = { run, location, state: 'succeeded', counts, warnings, problem: null } as const;
      await concludeRun(tx, deps, end);
    });
    claimed.onStored?.(window);
  }
}

function addCounts(sum: RunCounts, added: RunCounts): void {
  for (const name of Object.keys(sum) as (keyof RunCounts)[]) sum[name] += added[name];
}
