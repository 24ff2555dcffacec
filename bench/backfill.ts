import { measureBareMerge } from './baseline.ts';
import type { BenchDatabase } from './database.ts';
import { importHistory, openScene } from './history.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { leaveStatements } from './profile.ts';
import { type BenchResult, judge, rounded } from './result.ts';
import type { BenchVenue } from './venue.ts';

const budgets = { ms: { max: 25_000 }, rssPeakMb: { max: 300 }, ratio: { min: 0.5 } };

/** The first import of a busy venue, over HTTP until its totals are ready, beside the bare merge. */
export async function measureBackfill(options: BenchOptions): Promise<BenchResult> {
  options.say('starting database, sandbox and engine');
  const scene = await openScene(options);
  const { db, sandbox, engine, venue } = scene;
  try {
    options.say('importing');
    const { ms, serverCpuMs } = await importHistory(scene, options);
    const usage = await engine.pause();
    await engine.stop();
    const payloadBytes = await sandbox.takeBytes();
    await sandbox.stop();
    const stored = await countStored(db, venue);
    await leaveStatements(db, options);
    options.say(`imported in ${rounded(ms / 1000, 1)} s; merging the same rows without the rest`);
    const baseline = await measureBareMerge(db, venue);
    const figures = {
      ms: rounded(ms),
      ...stored,
      ordersPerSecond: rounded(stored.orders / (ms / 1000)),
      rssPeakMb: rounded(usage.rssPeakBytes / 1e6),
      cpuMs: { engine: rounded(usage.cpuMs), server: rounded(serverCpuMs) },
      payloadMb: rounded(payloadBytes / 1e6, 1),
      baseline: {
        ms: rounded(baseline.ms),
        serverCpuMs: rounded(baseline.serverCpuMs),
        chunks: baseline.chunks,
        copyMb: rounded(baseline.copyMb, 1),
      },
      ratio: rounded(baseline.ms / ms, 2),
    };
    return {
      name: 'backfill',
      figures,
      budgets,
      met: judge(figures, budgets),
      machine: readMachine(db),
    };
  } finally {
    await scene.close();
  }
}

export async function countStored(
  db: BenchDatabase,
  { companyId }: BenchVenue,
): Promise<{ orders: number; lines: number; days: number }> {
  const counted = await db.database.withCompany(companyId, (tx) =>
    tx.first<{ orders: number; lines: number; days: number }>({
      text: `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_lines) AS lines,
               (SELECT count(*) FROM day_totals WHERE orders > 0) AS days`,
      values: [],
    }),
  );
  if (!counted) throw new Error('a count without a row');
  return counted;
}
