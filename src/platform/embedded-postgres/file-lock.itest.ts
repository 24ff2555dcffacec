import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from './file-lock.ts';

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-lock-'));
  path = join(dir, 'lock');
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('only one holder works at a time, and the lock is gone afterwards', async () => {
  let insideCount = 0;
  let mostInside = 0;
  const work = async () => {
    insideCount += 1;
    mostInside = Math.max(mostInside, insideCount);
    await new Promise(setImmediate);
    insideCount -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withFileLock({ path, timeoutMs: 10_000 }, work)));
  expect(mostInside).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('the lock of a killed process is taken over', async () => {
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'exit');
  writeFileSync(path, `${killed.pid} left-behind`);
  expect(await withFileLock({ path, timeoutMs: 5_000 }, async () => 'done')).toBe('done');
});

test('a lock whose process number went to another program is taken over once nobody touches it', async () => {
  writeFileSync(path, `${process.ppid} left-behind`);
  utimesSync(path, 0, 0);
  expect(await withFileLock({ path, timeoutMs: 5_000 }, async () => 'done')).toBe('done');
});

test('a lock in use is waited for, then refused with a sentence that names it', async () => {
  writeFileSync(path, `${process.ppid} at-work`);
  const refused = withFileLock({ path, timeoutMs: 300 }, async () => 'done');
  await expect(refused).rejects.toThrow(`(${path})`);
  expect(existsSync(path)).toBe(true);
});

test('a failing holder lets go of the lock', async () => {
  const failing = withFileLock({ path, timeoutMs: 1_000 }, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});
