import type { Window } from '#connectors/contract.ts';
import {
  finishRun,
  insertRun,
  lockOpenBackfill,
  type Run,
  updateBackfillProgress,
} from '#modules/integrations/index.ts';
import { holdsOrders } from '#modules/sales/index.ts';
import { RunLost } from './apply-window.ts';
import { nextChunkDays } from './backfill-pace.ts';
import {
  endLostChunk,
  recordBackfillEnd,
  recordTrouble,
  tellBackfillEnd,
} from './backfill-trouble.ts';
import {
  type ClaimedBackfill,
  claimBackfill,
  nextWindow,
  toBackfillRun,
} from './claim-backfill.ts';
import type { SyncDeps } from './deps.ts';
import { withTill } from './open-till.ts';
import { readWindow, type WindowAnswer } from './read-window.ts';
import type { TillSource } from './reading.ts';
import { setAsideWarnings } from './run-outcome.ts';
import { storeWindow } from './run-window.ts';
import { PayloadsNeeded } from './understand-orders.ts';
import type { WindowJob } from './window-job.ts';

/** One worker's go at a backfill; `run` is the chunk's that is being read. */
interface Pass extends ClaimedBackfill {
  workerKey: number;
  signal: AbortSignal;
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
  const pass: Pass = { ...claimed, workerKey: due.workerKey, signal: due.signal };
  try {
    await withTill(deps, pass, (source) => importChunks(deps, pass, source));
  } catch (error) {
    if (due.signal.aborted) return true;
    if (error instanceof RunLost) await endLostChunk(deps, pass.run);
    else await recordTrouble(deps, pass, error);
  }
  return true;
}

async function importChunks(deps: SyncDeps, pass: Pass, source: TillSource): Promise<void> {
  const { chunkDays, reachedMs } = pass.backfill;
  let chunk: Chunk = { days: chunkDays, window: nextWindow(reachedMs, chunkDays, pass) };
  const read = (window: Window, isAfterSales: boolean) =>
    readChunk(deps, pass, { source, window, isAfterSales });
  let answer = await read(chunk.window, true);
  for (;;) {
    const next = chunkAfter(pass, chunk, { orders: answer.told.size, source });
    const isAfterSales = answer.told.size > 0;
    // A rejected read must not go unhandled while the chunk before it is stored.
    const reading: Promise<WindowAnswer | { error: unknown }> | null = next
      ? read(next.window, isAfterSales).catch((error: unknown) => ({ error }))
      : null;
    const nextRun =
      next && toBackfillRun({ ...pass, nowMs: deps.clock.now(), window: next.window });
    await storeChunk(deps, pass, { source, chunk, next, nextRun, answer });
    if (!next || !nextRun || !reading) return;
    pass.run = nextRun;
    const nextAnswer = await reading;
    if ('error' in nextAnswer) throw nextAnswer.error;
    [chunk, answer] = [next, nextAnswer];
  }
}

/**
 * One chunk's answer. Nothing at all, next to days that had sales, is asked for a second time: with
 * nothing held yet, a vendor's slip would pass for closed days.
 */
async function readChunk(
  deps: SyncDeps,
  { location, integration }: Pass,
  step: { source: TillSource; window: Window; isAfterSales: boolean },
): Promise<WindowAnswer> {
  const { source, window, isAfterSales } = step;
  const { companyId, locationId } = location;
  const isHeld = await deps.database.withCompany(companyId, (tx) =>
    holdsOrders(tx, { companyId, locationId, ...window }),
  );
  const includeModifiers = integration.settings.includeModifiers === true;
  const writing = isHeld ? undefined : { includeModifiers, nowMs: deps.clock.now() };
  const answer = await readWindow(source, window, writing);
  const isEmpty = answer.told.size === 0 && answer.unreadable.length === 0;
  return isEmpty && isAfterSales ? readWindow(source, window, writing) : answer;
}

/** Stores the answer; one that was let go too early (an order is held elsewhere) is read again. */
async function storeWithPayloads(
  deps: SyncDeps,
  job: WindowJob,
  answer: WindowAnswer,
  alsoInTx: Parameters<typeof storeWindow>[3],
): Promise<void> {
  try {
    await storeWindow(deps, job, answer, alsoInTx);
  } catch (error) {
    if (!(error instanceof PayloadsNeeded)) throw error;
    await storeWindow(deps, job, await readWindow(job.source, job.window), alsoInTx);
  }
}

function chunkAfter(
  pass: Pass,
  chunk: Chunk,
  told: { orders: number; source: TillSource },
): Chunk | null {
  if (chunk.window.fromMs <= pass.backfill.fromMs) return null;
  const { windowDaysMax } = told.source.connector.describe.limits;
  const days = nextChunkDays({ days: chunk.days, orders: told.orders }, windowDaysMax);
  return { days, window: nextWindow(chunk.window.fromMs, days, pass) };
}

/** Rows, progress, the end of this chunk's run and the start of the next: one transaction. */
async function storeChunk(
  deps: SyncDeps,
  pass: Pass,
  step: {
    source: TillSource;
    chunk: Chunk;
    next: Chunk | null;
    nextRun: Run | null;
    answer: WindowAnswer;
  },
): Promise<void> {
  const { backfill, run, location, venue, integration } = pass;
  const { companyId, backfillId, integrationId } = backfill;
  const job = {
    run,
    location,
    source: step.source,
    rule: venue.rule,
    includeModifiers: integration.settings.includeModifiers === true,
    window: step.chunk.window,
    checkpointMs: null,
    seek: null,
  };
  const startedMs = deps.clock.now();
  let ordersImported = 0;
  await storeWithPayloads(deps, job, step.answer, async (tx, { counts, warnings }) => {
    const nowMs = deps.clock.now();
    ordersImported = counts.ordersNew;
    const current = await lockOpenBackfill(tx, companyId, backfillId);
    if (!current) throw new RunLost('the backfill was ended');
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
      ...run,
      state: 'succeeded',
      nowMs,
      counts,
      warnings: [...warnings, ...setAsideWarnings(counts.ordersQuarantined)],
      problem: null,
    });
    if (step.nextRun) await insertRun(tx, { ...step.nextRun, startedAtMs: nowMs });
    // A user may have asked for older history meanwhile: then this is not the end.
    if (!step.next && current.fromMs >= step.chunk.window.fromMs) {
      const imported = current.ordersImported + counts.ordersNew;
      await recordBackfillEnd(tx, deps, pass, { ordersImported: imported });
      await tellBackfillEnd(tx, deps, { pass, state: 'succeeded', ordersNew: imported });
    }
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
