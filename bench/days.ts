import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { formatKeyring, newVaultKey } from '#platform/vault/keyring.ts';
import { startTillbridge } from './child.ts';
import type { BenchDatabase } from './database.ts';
import { findFreePort } from './free-port.ts';
import { importHistory, openScene } from './history.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { percentile } from './percentiles.ts';
import { type BenchResult, judge, rounded } from './result.ts';
import { type BenchVenue, timeZone } from './venue.ts';

const budgets = { p95Ms: { max: 10 }, historyRatio: { max: 1.3 } };
const daysPerCall = 31;
const yearDays = 364;
const yearsMax = 5;
/** Days are summed up already: how many orders were behind them makes no difference here. */
const ordersPerDayMax = 60;

/** A month of days with categories over HTTP on one kept connection, with one and five years behind. */
export async function measureDays(options: BenchOptions): Promise<BenchResult> {
  options.say('starting database, sandbox and engine');
  const ordersPerDay = Math.min(options.ordersPerDay, ordersPerDayMax);
  const scene = await openScene({ ...options, ordersPerDay });
  const { db, engine, venue, sandbox } = scene;
  try {
    options.say('importing');
    await importHistory(scene, options);
    await engine.stop();
    await sandbox.stop();
    const server = await startServer(db, options.signal);
    try {
      const oneYear = await measureCalls(options, { url: server.url, venue, days: options.days });
      options.say('extending the history to five years');
      await extendHistory(db, options.days);
      const fiveYears = await measureCalls(options, {
        url: server.url,
        venue,
        days: options.days + yearDays * (yearsMax - 1),
      });
      const figures = {
        p50Ms: fiveYears.p50Ms,
        p95Ms: Math.max(oneYear.p95Ms, fiveYears.p95Ms),
        p99Ms: fiveYears.p99Ms,
        historyRatio: rounded(fiveYears.p50Ms / oneYear.p50Ms, 2),
        callsPerSecond: fiveYears.callsPerSecond,
        oneYear,
        fiveYears,
      };
      return {
        name: 'days',
        figures,
        budgets,
        met: judge(figures, budgets),
        machine: readMachine(db),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await scene.close();
  }
}

/** The web role as production runs it. */
async function startServer(db: BenchDatabase, signal: AbortSignal) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: db.appUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'error',
    TILLBRIDGE_KEYS: formatKeyring([newVaultKey('k1')]),
    TILLBRIDGE_AUTH_SECRET: randomBytes(32).toString('hex'),
  };
  const { stop } = await startTillbridge(['serve', '--roles', 'web', '--json'], { env, signal });
  return { url, stop };
}

interface CallFigures {
  [name: string]: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  callsPerSecond: number;
  replyKb: number;
}

/** Months spread evenly over the whole history, one call after the other, the program warm. */
async function measureCalls(
  { calls }: BenchOptions,
  over: { url: string; venue: BenchVenue; days: number },
): Promise<CallFigures> {
  const { url, venue } = over;
  const today = businessDateOf(systemClock.now(), { timeZone, cutoff: '05:00' });
  const http = new Pool(url, { connections: 1 });
  const headers = { authorization: `Bearer ${venue.apiKey}` };
  const lastStart = Math.max(0, over.days - daysPerCall);
  let replyBytes = 0;
  const call = async (turn: number) => {
    const back = daysPerCall - 1 + ((turn * 37) % (lastStart + 1));
    const from = addDays(today, -back);
    const to = addDays(from, daysPerCall - 1);
    const startedMs = performance.now();
    const answer = await http.request({
      method: 'GET',
      path: `/api/v1/venues/${venue.venueId}/sales/days?from=${from}&to=${to}`,
      headers,
    });
    const text = await answer.body.text();
    const ms = performance.now() - startedMs;
    if (answer.statusCode !== 200) throw new Error(`days answered ${answer.statusCode}: ${text}`);
    replyBytes = Math.max(replyBytes, text.length);
    return ms;
  };
  try {
    for (let turn = 0; turn < calls / 2; turn += 1) await call(turn);
    const startedMs = performance.now();
    const times: number[] = [];
    for (let turn = 0; turn < calls; turn += 1) times.push(await call(turn));
    const seconds = (performance.now() - startedMs) / 1000;
    return {
      p50Ms: rounded(percentile(times, 0.5), 2),
      p95Ms: rounded(percentile(times, 0.95), 2),
      p99Ms: rounded(percentile(times, 0.99), 2),
      callsPerSecond: rounded(calls / seconds),
      replyKb: rounded(replyBytes / 1000, 1),
    };
  } finally {
    await http.close();
  }
}

/** Copies the days there are into the years before, as if they had been imported too. */
async function extendHistory(db: BenchDatabase, days: number): Promise<void> {
  for (const table of ['day_totals', 'day_breakdowns']) {
    const rows = await db.asSuper<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    const names = rows.map((row) => row.name);
    const values = names.map((name) =>
      name === 'business_date' ? `business_date - ${yearDays} * years` : name,
    );
    await db.asSuper(`
      INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')}
      FROM ${table}, generate_series(1, ${yearsMax - 1}) AS years ON CONFLICT DO NOTHING`);
  }
  const fromDays = days + yearDays * (yearsMax - 1);
  await db.asSuper(`
    UPDATE locations SET covered = covered + tstzmultirange(tstzrange(now() - interval '${fromDays} days', now()))`);
  await db.asSuper(`UPDATE integrations SET history_from = current_date - ${fromDays}`);
  await db.settle();
}
