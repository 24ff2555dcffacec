import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { startProgram } from './child.ts';
import { findFreePort } from './free-port.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { type BenchResult, judge, rounded } from './result.ts';

const budgets = { ms: { max: 4000 } };
const pollMs = 20;

/**
 * `npm start` in a home that exists, from the command to the portal's first page answered, with
 * everything it begins: bootstrap, database, demo. What a browser does with the page comes on top.
 */
export async function measureStart(options: BenchOptions): Promise<BenchResult> {
  const home = mkdtempSync(join(tmpdir(), 'tillbridge-bench-'));
  chmodSync(home, 0o711);
  try {
    options.say('first start, in an empty home');
    const firstMs = await timeStart(home, options.signal);
    options.say('second start');
    const ms = await timeStart(home, options.signal);
    const figures = { ms: rounded(ms), firstStart: { ms: rounded(firstMs) } };
    const machine = readMachine({ version: '(embedded)' });
    return { name: 'start', figures, budgets, met: judge(figures, budgets), machine };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function timeStart(home: string, signal: AbortSignal): Promise<number> {
  const port = await findFreePort();
  const startedMs = performance.now();
  const page = untilPage(`http://127.0.0.1:${port}`, signal);
  // A start that fails says so first; nobody then waits for the page.
  page.catch(() => undefined);
  const child = await startProgram(
    ['npm', 'start', '--silent', '--', '--json', '--port', String(port)],
    { env: { TILLBRIDGE_HOME: home }, signal },
  );
  try {
    return (await page) - startedMs;
  } finally {
    await child.stop();
  }
}

/** When the portal's page was first answered. */
async function untilPage(url: string, signal: AbortSignal): Promise<number> {
  const http = new Pool(url, { connections: 1 });
  try {
    for (;;) {
      signal.throwIfAborted();
      const isThere = await askPage(http);
      if (isThere) return performance.now();
      await delay(pollMs, undefined, { signal });
    }
  } finally {
    await http.destroy();
  }
}

async function askPage(http: Pool): Promise<boolean> {
  try {
    const headers = { accept: 'text/html' };
    const answer = await http.request({ method: 'GET', path: '/', headers });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('<html');
  } catch {
    // Nobody listens yet.
    return false;
  }
}
