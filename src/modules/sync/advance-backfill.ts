import type { Problem, Window } from '#connectors/contract.ts';
import { addDays, businessDateOf, dayStartMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import {
  type Backfill,
  findIntegration,
  findOpenBackfill,
  finishRun,
  getSealedSecret,
  type Integration,
  insertRun,
  type Location,
  listLocations,
  lockOpenBackfill,
  noCounts,
  type Run,
  updateBackfillProgress,
  updateBackfillTrouble,
} from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { RunLost } from './apply-window.ts';
import { backfillDelayMs, backfillFailuresMax, nextChunkDays } from './backfill-pace.ts';
import type { SyncDeps } from './deps.ts';
import { openTill, type SyncVenue } from './open-till.ts';
import { readWindow, type TillSource, VendorTrouble, type WindowAnswer } from './read-window.ts';
import { setAsideWarnings } from './run-outcome.ts';
import { storeWindow } from './run-window.ts';
import { getSyncVenue } from './venue.ts';

interface Claimed {
  backfill: Backfill;
  integration: Integration;
  location: Location;
  venue: SyncVenue;
  secretSealed: string;
  run: Run;
}

interface Pass extends Claimed {
  workerKey: number;
  source: TillSource;
  daysMax: number;
}

interface Chunk {
  window: Window;
  days: number;
}

/**
 * Imports history, newest first, chunk by chunk, until it is done, cancelled or in trouble. While
 * one chunk is stored the next is already being fetched. Each chunk's progress is committed with its
 * rows, so a killed import goes on where it stopped. Never touches the integration's status.
 * False when there was nothing to do for us.
 */
export async function advanceBackfill(
  deps: SyncDeps,
  due: { companyId: string; backfillId: string; workerKey: number; signal: AbortSignal },
): Promise<boolean> {
  const claimed = await deps.database.withCompany(due.companyId, (tx) =>
    claimBackfill(tx, deps, due),
  );
  if (!claimed) return false;
  const connector = deps.vendors.find(claimed.integration.provider);
  if (!connector) throw new Error(`no connector for ${claimed.integration.provider}`);
  const source = openTill(deps, { ...claimed, connector, signal: due.signal });
  const pass: Pass = {
    ...claimed,
    workerKey: due.workerKey,
    source,
    daysMax: connector.describe.limits.windowDaysMax,
  };
  try {
    await importChunks(deps, pass);
  } catch (error) {
    if (error instanceof RunLost || due.signal.aborted) return true;
    await recordTrouble(deps, pass, error);
  }
  return true;
}

async function claimBackfill(
  tx: Tx,
  deps: SyncDeps,
  due: { companyId: string; backfillId: string; workerKey: number },
): Promise<Claimed | null> {
  const { companyId, backfillId, workerKey } = due;
  const backfill = await findOpenBackfill(tx, companyId, backfillId);
  if (!backfill) return null;
  const integration = await findIntegration(tx, companyId, backfill.integrationId);
  const locations = await listLocations(tx, companyId, backfill.integrationId);
  const location = locations.find((candidate) => candidate.locationId === backfill.locationId);
  if (!integration || integration.deactivatedAtMs !== null || !location) return null;
  const venue = await getSyncVenue(tx, integration.venueId);
  const run = toRun({
    backfill,
    workerKey,
    nowMs: deps.clock.now(),
    window: nextWindow(backfill.reachedMs, backfill.chunkDays, { backfill, venue }),
  });
  if (!(await insertRun(tx, run))) return null;
  return {
    backfill,
    integration,
    location,
    venue,
    run,
    secretSealed: await getSealedSecret(tx, companyId, location.locationId),
  };
}

function toRun(start: {
  backfill: Backfill;
  workerKey: number;
  nowMs: number;
  window: Window;
}): Run {
  const { companyId, integrationId, locationId } = start.backfill;
  return {
    companyId,
    integrationId,
    locationId,
    workerKey: start.workerKey,
    runId: newId(start.nowMs),
    lane: 'backfill',
    kind: 'backfill',
    trigger: 'schedule',
    ...start.window,
    startedAtMs: start.nowMs,
  };
}

/** The chunk of whole business days that ends where the import has got to. */
function nextWindow(
  reachedMs: number,
  days: number,
  of: Pick<Claimed, 'backfill' | 'venue'>,
): Window {
  const first = addDays(businessDateOf(reachedMs - 1, of.venue.rule), 1 - days);
  return {
    fromMs: Math.max(of.backfill.fromMs, dayStartMs(first, of.venue.rule)),
    toMs: reachedMs,
  };
}

async function importChunks(deps: SyncDeps, pass: Pass): Promise<void> {
  let { run } = pass;
  let chunk: Chunk = {
    window: nextWindow(pass.backfill.reachedMs, pass.backfill.chunkDays, pass),
    days: pass.backfill.chunkDays,
  };
  let answer = await readWindow(pass.source, chunk.window);
  for (;;) {
    const next = chunkAfter(pass, chunk, answer.told.size);
    // A rejected read must not go unhandled while the chunk before it is stored.
    const reading: Promise<WindowAnswer | { error: unknown }> | null = next
      ? readWindow(pass.source, next.window).catch((error: unknown) => ({ error }))
      : null;
    const nextRun = next && toRun({ ...pass, nowMs: deps.clock.now(), window: next.window });
    await storeChunk(deps, pass, { run, nextRun, chunk, next, answer });
    if (!next || !nextRun || !reading) return;
    pass.run = nextRun;
    const read = await reading;
    if ('error' in read) throw read.error;
    [run, chunk, answer] = [nextRun, next, read];
  }
}

function chunkAfter(pass: Pass, chunk: Chunk, orders: number): Chunk | null {
  if (chunk.window.fromMs <= pass.backfill.fromMs) return null;
  const days = nextChunkDays({ days: chunk.days, orders }, pass.daysMax);
  return { days, window: nextWindow(chunk.window.fromMs, days, pass) };
}

/** Rows, progress, the end of this chunk's run and the start of the next: one transaction. */
async function storeChunk(
  deps: SyncDeps,
  pass: Pass,
  step: { run: Run; nextRun: Run | null; chunk: Chunk; next: Chunk | null; answer: WindowAnswer },
): Promise<void> {
  const { backfill, location, venue, integration, source } = pass;
  const { companyId, backfillId, integrationId } = backfill;
  const job = {
    run: step.run,
    location,
    source,
    rule: venue.rule,
    includeModifiers: integration.settings.includeModifiers === true,
    window: step.chunk.window,
    checkpointMs: null,
  };
  const startedMs = deps.clock.now();
  let ordersImported = 0;
  await storeWindow(deps, job, step.answer, async (tx, { counts, warnings }) => {
    const nowMs = deps.clock.now();
    ordersImported = counts.ordersNew;
    if (!(await lockOpenBackfill(tx, companyId, backfillId)))
      throw new RunLost('the backfill was ended');
    await updateBackfillProgress(tx, {
      companyId,
      backfillId,
      nowMs,
      reachedMs: step.chunk.window.fromMs,
      chunkDays: step.next?.days ?? step.chunk.days,
      ordersAdded: counts.ordersNew,
      isDone: step.next === null,
    });
    await finishRun(tx, {
      ...step.run,
      state: 'succeeded',
      nowMs,
      counts,
      warnings: [...warnings, ...setAsideWarnings(counts.ordersQuarantined)],
      problem: null,
    });
    if (step.nextRun) await insertRun(tx, { ...step.nextRun, startedAtMs: nowMs });
    await deps.notify(tx, {
      companyId,
      name: 'backfill.progress',
      data: { integrationId, venueId: location.venueId },
    });
  });
  const durationMs = deps.clock.now() - startedMs;
  deps.metrics.runFinished({
    provider: integration.provider,
    kind: 'backfill',
    state: 'succeeded',
    durationMs,
    ordersImported,
  });
}

async function recordTrouble(deps: SyncDeps, pass: Pass, error: unknown): Promise<void> {
  const nowMs = deps.clock.now();
  const isVendors = error instanceof VendorTrouble;
  if (!isVendors) deps.log.warn('a backfill failed on our side', { error });
  const problem = isVendors ? error.problem : internalProblem;
  const isDeferred = problem.kind === 'rate_limited';
  const { companyId, integrationId } = pass.backfill;
  await deps.database.withCompany(companyId, async (tx) => {
    const current = await lockOpenBackfill(tx, companyId, pass.backfill.backfillId);
    const state = isDeferred ? 'deferred' : 'failed';
    await finishRun(tx, {
      ...pass.run,
      state,
      nowMs,
      counts: noCounts,
      warnings: [],
      problem: isDeferred ? null : problem,
    });
    if (!current) return;
    const failureCount = current.failureCount + (isDeferred ? 0 : 1);
    await updateBackfillTrouble(tx, {
      ...current,
      problem,
      failureCount,
      // A smaller question is the best answer to one that was too big or too slow.
      chunkDays:
        problem.kind === 'timeout'
          ? Math.max(1, Math.floor(current.chunkDays / 2))
          : current.chunkDays,
      state: failureCount >= backfillFailuresMax ? 'failed' : 'running',
      nextAttemptAtMs: isDeferred
        ? (problem.retryAtMs ?? nowMs + 60_000)
        : nowMs + backfillDelayMs(failureCount),
    });
    await deps.notify(tx, {
      companyId,
      name: 'backfill.progress',
      data: { integrationId, venueId: pass.location.venueId },
    });
  });
}

const internalProblem: Problem = {
  kind: 'bug',
  code: 'engine.internal',
  message: {
    en: 'The import of history stumbled on our side. It goes on by itself where it stopped; live sales are not affected.',
    fr: 'L’importation de l’historique a trébuché de notre côté. Elle reprend d’elle-même là où elle s’est arrêtée ; les ventes en direct ne sont pas touchées.',
  },
};
