import { randomUUID } from 'node:crypto';
import { readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '#kernel/clock.ts';
import { EmbeddedPostgresError } from './problem.ts';
import { isProcessAlive } from './process.ts';

const HEARTBEAT_MS = 2_000;
const STALE_AFTER_MS = 30_000;
const POLL_MS = 100;

const tokensHeldHere = new Set<string>();

/**
 * Runs `work` while holding the lock file `path`, so that two processes never start, stop or set up
 * one server at the same time. A lock left by a killed process is taken over: its process is gone,
 * or it stopped touching the file (which covers a process number that something else got since).
 * Throws EmbeddedPostgresError when the lock stays taken for `timeoutMs`.
 */
export async function withFileLock<T>(
  { path, timeoutMs }: { path: string; timeoutMs: number },
  work: () => Promise<T>,
): Promise<T> {
  const token = `${process.pid} ${randomUUID()}`;
  await acquire({ path, token, timeoutMs });
  tokensHeldHere.add(token);
  const heartbeat = setInterval(() => {
    const nowSeconds = systemClock.now() / 1000;
    // A failed touch only makes the lock look older; the work itself must not fail from it.
    utimes(path, nowSeconds, nowSeconds).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    tokensHeldHere.delete(token);
    if ((await readOrNull(path)) === token) await unlinkIfThere(path);
  }
}

async function acquire(lock: { path: string; token: string; timeoutMs: number }): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    if (await createExclusive(lock.path, lock.token)) return;
    if (waitedMs >= lock.timeoutMs) {
      throw new EmbeddedPostgresError(
        `Another process is starting or stopping this database (${lock.path}). Wait for it to end, or delete that file if nothing is running.`,
      );
    }
    if (await isStale(lock.path)) await takeAway(lock.path);
    else await delay(POLL_MS);
  }
}

async function isStale(path: string): Promise<boolean> {
  const token = await readOrNull(path);
  if (token === null) return false;
  if (tokensHeldHere.has(token)) return false;
  const pid = Number.parseInt(token, 10);
  // An empty file is a holder between creating and writing, or one killed there: its age decides.
  if (Number.isInteger(pid) && (pid === process.pid || !isProcessAlive(pid))) return true;
  return (await ageMs(path)) > STALE_AFTER_MS;
}

/** Removes a stale lock. Only the holder of the break file may, or two waiters could remove a fresh lock. */
async function takeAway(path: string): Promise<void> {
  const breakPath = `${path}.break`;
  if (!(await createExclusive(breakPath, String(process.pid)))) {
    if ((await ageMs(breakPath)) > STALE_AFTER_MS) await unlinkIfThere(breakPath);
    await delay(POLL_MS);
    return;
  }
  try {
    if (await isStale(path)) await unlinkIfThere(path);
  } finally {
    await unlinkIfThere(breakPath);
  }
}

async function createExclusive(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function ageMs(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found ? systemClock.now() - found.mtimeMs : 0;
}

async function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
