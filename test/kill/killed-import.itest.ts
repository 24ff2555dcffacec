import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { readFingerprint } from '../sync/stored.ts';
import { startTillbridge, type Tillbridge } from './child-process.ts';
import {
  type Import,
  type KillWorld,
  openKillWorld,
  readProgress,
  readTraces,
} from './kill-world.ts';

/** Who is killed; in another order with every seed. */
const victims = {
  worker: 12,
  // Another is at work already and takes over.
  oneOfTwo: 3,
  // The worker outlives it and goes on by itself.
  database: 3,
  both: 2,
} as const;
type Victim = keyof typeof victims;
/** Then another import begins, so that every part of one is struck. */
const killsPerImport = 7;
/** `KILL_SEED=…` repeats what a failure printed. */
const seed = Number(process.env.KILL_SEED ?? systemClock.now() % 1_000_000);
const random = createRandom(seed);

let world: KillWorld;
const workers = new Set<Tillbridge<unknown>>();

beforeAll(async () => {
  world = await openKillWorld(25);
});

afterAll(async () => {
  for (const worker of workers) await worker.end('SIGKILL');
  await world.close();
});

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = (below: number) => Math.floor(random() * below);

/** All of them, shuffled. */
function planVictims(): Victim[] {
  const planned = Object.entries(victims).flatMap(([victim, count]) =>
    Array.from({ length: count }, () => ({ victim: victim as Victim, place: random() })),
  );
  return planned.sort((a, b) => a.place - b.place).map(({ victim }) => victim);
}

async function startWorker(): Promise<Tillbridge<unknown>> {
  const worker = await startTillbridge(['serve', '--roles', 'worker', '--json'], world.workerEnv);
  workers.add(worker);
  return worker;
}

async function killWorker(worker: Tillbridge<unknown>): Promise<void> {
  await worker.end('SIGKILL');
  workers.delete(worker);
}

/** Asks again and again until it is so; the database may be away meanwhile. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAtMs = systemClock.now() + 30_000;
  while (!(await isSo().catch(() => false))) {
    if (systemClock.now() > endsAtMs) throw new Error(`not within 30 s: ${what}`);
    await delay(8);
  }
}

async function importUndisturbed(): Promise<{ rows: object; traces: object }> {
  const begun = await world.beginImport();
  const worker = await startWorker();
  await until(
    'the undisturbed import',
    async () => (await readProgress(world.database, begun)).isWhole,
  );
  await killWorker(worker);
  return readResult(begun);
}

async function readResult(begun: Import) {
  const rows = await readFingerprint(world.database, begun.companyId);
  const traces = await readTraces(world.database, begun);
  return { rows, traces: { ...traces } };
}

/** Waits for some chunks more, then a moment that falls anywhere within the next. */
async function awaitMoment(begun: Import, chunksMore: number, extraMs: number): Promise<void> {
  const { chunks } = await readProgress(world.database, begun);
  await until(`${chunksMore} chunks more`, async () => {
    const progress = await readProgress(world.database, begun);
    return progress.isHistoryDone || progress.chunks >= chunks + chunksMore;
  });
  await delay(extraMs);
}

interface Kill {
  victim: Victim;
  chunksMore: number;
  extraMs: number;
}

/** One import, killed again and again until it is whole; answers the kills that fell within it. */
async function importKilled(begun: Import, planned: readonly Victim[]): Promise<Kill[]> {
  const kills: Kill[] = [];
  let worker = await startWorker();
  for (const victim of planned) {
    const kill: Kill = { victim, chunksMore: pick(3), extraMs: pick(70) };
    const other = victim === 'oneOfTwo' ? await startWorker() : null;
    await awaitMoment(begun, kill.chunksMore, kill.extraMs);
    if (victim !== 'database') await killWorker(worker);
    if (victim === 'database' || victim === 'both') {
      world.postgres.kill();
      await world.postgres.restart();
    }
    const isOver = await isWhole(begun);
    if (!isOver) kills.push(kill);
    if (victim !== 'database') worker = other ?? (await startWorker());
    if (isOver) break;
  }
  await until('the end of a killed import', () => isWhole(begun));
  await killWorker(worker);
  return kills;
}

const isWhole = async (begun: Import) => (await readProgress(world.database, begun)).isWhole;

test('an import killed at twenty random moments ends in the rows of an undisturbed one', {
  timeout: 180_000,
}, async () => {
  const undisturbed = await importUndisturbed();
  expect(undisturbed.traces).toMatchObject({ restatements: 0, changes: 0, coveredSpans: 1 });
  const waiting = planVictims();
  while (waiting.length > 0) {
    const begun = await world.beginImport();
    const fallen = await importKilled(begun, waiting.slice(0, killsPerImport));
    waiting.splice(0, fallen.length);
    const told = `KILL_SEED=${seed} after ${JSON.stringify(fallen)}`;
    expect(await readResult(begun), told).toEqual(undisturbed);
  }
});
