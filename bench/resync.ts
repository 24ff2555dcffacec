import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { insertBackfill } from '#modules/integrations/index.ts';
import { countStored } from './backfill.ts';
import { importHistory, openScene, type Scene, untilImported } from './history.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { type BenchResult, judge, rounded } from './result.ts';
import { timed } from './server-cpu.ts';

const budgets = { ms: { max: 10_000 } };

/** The same history read again over HTTP when nothing has changed: fetched, hashed, compared. */
export async function measureResync(options: BenchOptions): Promise<BenchResult> {
  options.say('starting database, sandbox and engine');
  const scene = await openScene(options);
  const { db, engine, venue, sandbox } = scene;
  try {
    options.say('importing');
    const first = await importHistory(scene, options);
    const before = await engine.pause();
    const stored = await countStored(db, venue);
    await db.settle();
    await sandbox.takeBytes();
    await askAgain(scene);
    options.say(`imported in ${rounded(first.ms / 1000, 1)} s; reading it all again`);
    const { ms, serverCpuMs } = await timed(db, async () => {
      await engine.work();
      await untilImported(db, venue, options.signal);
    });
    const usage = await engine.pause();
    const engineCpuMs = usage.cpuMs - before.cpuMs;
    const figures = {
      ms: rounded(ms),
      ...stored,
      ordersPerSecond: rounded(stored.orders / (ms / 1000)),
      cpuMs: { engine: rounded(engineCpuMs), server: rounded(serverCpuMs) },
      payloadMb: rounded((await sandbox.takeBytes()) / 1e6, 1),
      rssPeakMb: rounded(usage.rssPeakBytes / 1e6),
      ...(await countRead(scene)),
      firstImport: { ms: rounded(first.ms) },
    };
    return {
      name: 'resync',
      figures,
      budgets,
      met: judge(figures, budgets),
      machine: readMachine(db),
    };
  } finally {
    await scene.close();
  }
}

/** A second backfill over the span of the first. */
async function askAgain({ db, venue }: Scene): Promise<void> {
  const { companyId } = venue;
  const nowMs = systemClock.now();
  await db.database.withCompany(companyId, async (tx) => {
    const span = await tx.first<{
      integration_id: string;
      location_id: string;
      from_at: Date;
      to_at: Date;
    }>({ text: 'SELECT integration_id, location_id, from_at, to_at FROM backfills', values: [] });
    if (!span) throw new Error('there was no backfill to repeat');
    await insertBackfill(tx, {
      companyId,
      backfillId: newId(nowMs),
      integrationId: span.integration_id,
      locationId: span.location_id,
      fromMs: span.from_at.getTime(),
      toMs: span.to_at.getTime(),
      chunkDays: 7,
      nowMs,
    });
  });
}

/** What the second reading met, and what of it it wrote: only what really changed meanwhile. */
async function countRead({
  db,
  venue,
}: Scene): Promise<{ ordersRead: number; ordersTouched: number }> {
  const row = await db.database.withCompany(venue.companyId, (tx) =>
    tx.first<{ ordersRead: number; ordersTouched: number }>({
      text: `SELECT coalesce(sum(orders_unchanged + orders_new + orders_changed), 0)::bigint AS "ordersRead",
               coalesce(sum(orders_new + orders_changed + orders_gone), 0)::bigint AS "ordersTouched"
             FROM runs WHERE started_at >= (SELECT max(created_at) FROM backfills)`,
      values: [],
    }),
  );
  if (!row) throw new Error('a sum without a row');
  return row;
}
