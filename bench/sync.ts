import { setTimeout as delay } from 'node:timers/promises';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { type BenchDatabase, openBenchDatabase } from './database.ts';
import { type Engine, type Link, startEngine } from './engine.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { forgetStatements, leaveStatements } from './profile.ts';
import { type BenchResult, judge, rounded } from './result.ts';
import { type BenchSandbox, startSandbox } from './sandbox.ts';
import { timed } from './server-cpu.ts';
import { makeVenue, timeZone } from './venue.ts';

const budgets = { checksPerSecond: { min: 100 }, flatness: { min: 0.8 } };
/** Orders a day of a quiet location; four days of them are read by each hourly check. */
const ordersPerDay = 3;
const historyDays = 20;
const pollMs = 50;

interface Round {
  [name: string]: number;
  integrations: number;
  checksPerSecond: number;
  engineCpuMsPerCheck: number;
  serverCpuMsPerCheck: number;
  rssPeakMb: number;
}

/**
 * Hourly checks of quiet locations, each with its HTTP call, comparison and bookkeeping: all
 * integrations fall due at one moment, and the worker works them off. Nothing has changed at most
 * of the tills, as in most hours.
 */
export async function measureSync(options: BenchOptions): Promise<BenchResult> {
  const db = await openBenchDatabase({ withStatements: options.profileDir !== undefined });
  try {
    const rounds: Round[] = [];
    for (const count of options.integrations) rounds.push(await measureRound(db, options, count));
    await leaveStatements(db, options);
    const speeds = rounds.map((round) => round.checksPerSecond);
    const [first = 0] = speeds;
    const figures = {
      checksPerSecond: Math.min(...speeds),
      flatness: rounded((speeds.at(-1) ?? 0) / first, 2),
      ...Object.fromEntries(rounds.map((round) => [`of${round.integrations}`, round])),
    };
    return {
      name: 'sync',
      figures,
      budgets,
      met: judge(figures, budgets),
      machine: readMachine(db),
    };
  } finally {
    await db.close();
  }
}

async function measureRound(
  db: BenchDatabase,
  options: BenchOptions,
  count: number,
): Promise<Round> {
  const { signal, profileDir } = options;
  options.say(`linking ${count} locations`);
  const sandbox = await startSandbox({ ordersPerDay, days: historyDays, locations: count, signal });
  const { appUrl } = db;
  const engine = await startEngine({ appUrl, clusterApiUrl: sandbox.url, profileDir, signal });
  try {
    const venues = await linkAll({ db, sandbox, engine });
    await db.settle();
    options.say('first check of each');
    await engine.work();
    await untilChecked(db, { count, sinceMs: 0, signal });
    const before = await engine.pause();
    await makeDue(db, venues);
    await db.settle();
    await forgetStatements(db, options);
    options.say('hourly check of each');
    const sinceMs = systemClock.now();
    const { ms, serverCpuMs } = await timed(db, async () => {
      await engine.work();
      await untilChecked(db, { count, sinceMs, signal });
    });
    const after = await engine.pause();
    return {
      integrations: count,
      checksPerSecond: rounded(count / (ms / 1000), 1),
      engineCpuMsPerCheck: rounded((after.cpuMs - before.cpuMs) / count, 2),
      serverCpuMsPerCheck: rounded(serverCpuMs / count, 2),
      rssPeakMb: rounded(after.rssPeakBytes / 1e6),
    };
  } finally {
    await engine.stop();
    await sandbox.stop();
    // What this round linked must not fall due in the next.
    await db.asSuper('UPDATE integrations SET deactivated_at = now() WHERE deactivated_at IS NULL');
  }
}

/** A company, a venue and an integration for each till, without history to import. */
async function linkAll(scene: {
  db: BenchDatabase;
  sandbox: BenchSandbox;
  engine: Engine;
}): Promise<number> {
  const { db, sandbox, engine } = scene;
  const nowMs = systemClock.now();
  const today = businessDateOf(nowMs, { timeZone, cutoff: '05:00' });
  const settings = { historyFrom: addDays(today, -1) };
  const links: Link[] = [];
  for (const location of sandbox.locations) {
    const { companyId, venueId } = await makeVenue(db.database, nowMs);
    links.push({ companyId, venueId, credentials: { locations: [location] }, settings });
  }
  return (await engine.connect(links)).length;
}

/** An hour has passed for all of them, and it is not the hour of the nightly check. */
async function makeDue(db: BenchDatabase, count: number): Promise<void> {
  const due = await db.asSuper(`
    UPDATE integrations SET next_due_at = now(), next_nightly_at = now() + interval '12 hours'
    WHERE deactivated_at IS NULL RETURNING 1`);
  if (due.length !== count) throw new Error(`${due.length} of ${count} integrations fell due`);
}

async function untilChecked(
  db: BenchDatabase,
  round: { count: number; sinceMs: number; signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const [runs] = await db.asSuper<{ succeeded: number; problem: string | null }>(
      `SELECT count(*) FILTER (WHERE state = 'succeeded')::integer AS succeeded,
         max(problem::text) FILTER (WHERE state = 'failed') AS problem
       FROM runs JOIN integrations USING (company_id, integration_id)
       WHERE deactivated_at IS NULL AND started_at >= $1`,
      [new Date(round.sinceMs)],
    );
    if (runs?.problem) throw new Error(`a check failed: ${runs.problem}`);
    if (runs && runs.succeeded >= round.count) return;
    round.signal.throwIfAborted();
    await delay(pollMs);
  }
}
