import { setTimeout as delay } from 'node:timers/promises';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { type BenchDatabase, openBenchDatabase } from './database.ts';
import { type Engine, startEngine } from './engine.ts';
import type { BenchOptions } from './options.ts';
import { type BenchSandbox, startSandbox, warmSandbox } from './sandbox.ts';
import { timed } from './server-cpu.ts';
import { type BenchVenue, makeVenue, timeZone } from './venue.ts';

/** A busy venue, its sandbox and the engine, each in a process of its own; nothing imported yet. */
export interface Scene {
  db: BenchDatabase;
  sandbox: BenchSandbox;
  engine: Engine;
  venue: BenchVenue;
  close(): Promise<void>;
}

const pollMs = 25;

export async function openScene(options: BenchOptions): Promise<Scene> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closers.reverse()) await one();
  };
  try {
    const db = await openBenchDatabase({ withStatements: options.profileDir !== undefined });
    closers.push(db.close);
    const { ordersPerDay, days, signal } = options;
    const sandbox = await startSandbox({ ordersPerDay, days: days + 1, signal });
    closers.push(sandbox.stop);
    await warmSandbox(sandbox, { nowMs: systemClock.now(), days });
    const { appUrl } = db;
    const { profileDir } = options;
    const engine = await startEngine({ appUrl, clusterApiUrl: sandbox.url, profileDir, signal });
    closers.push(engine.stop);
    const venue = await makeVenue(db.database, systemClock.now());
    return { db, sandbox, engine, venue, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Links the till and imports `days` days of history; the time runs from the request to link it
 * until everything is stored, totals included, and the first live check has succeeded.
 */
export async function importHistory(
  { db, sandbox, engine, venue }: Scene,
  options: BenchOptions,
): Promise<{ ms: number; serverCpuMs: number }> {
  const { companyId, venueId } = venue;
  const today = businessDateOf(systemClock.now(), { timeZone, cutoff: '05:00' });
  const { locations } = sandbox;
  const settings = { historyFrom: addDays(today, -options.days) };
  await engine.work();
  return timed(db, async () => {
    await engine.connect([{ companyId, venueId, credentials: { locations }, settings }]);
    await untilImported(db, venue, options.signal);
  });
}

/** Resolves when no backfill is open and every integration was checked. @throws when one failed. */
export async function untilImported(
  db: BenchDatabase,
  { companyId }: BenchVenue,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const state = await readState(db, companyId);
    if (state.open === 0 && state.unchecked === 0) return;
    if (state.trouble !== null || signal.aborted) {
      throw new Error(`the import did not get to its end: ${JSON.stringify(state)}`);
    }
    await delay(pollMs);
  }
}

interface ImportState {
  open: number;
  unchecked: number;
  trouble: string | null;
}

async function readState(db: BenchDatabase, companyId: string): Promise<ImportState> {
  const statement = `
    SELECT
      (SELECT count(*) FROM backfills WHERE state IN ('pending', 'running')) AS open,
      (SELECT count(*) FROM integrations WHERE status <> 'Healthy') AS unchecked,
      (SELECT problem::text FROM runs WHERE state = 'failed' LIMIT 1) AS trouble`;
  return db.database.withCompany(companyId, async (tx) => {
    const state = await tx.first<ImportState>({ text: statement, values: [] });
    if (!state) throw new Error('a count without a row');
    return state;
  });
}
