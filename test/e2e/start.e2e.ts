import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { patient, seen } from './reading.ts';

const root = join(import.meta.dirname, '../..');
/** Generous on a busy machine; the measured figure is some two seconds. */
const secondStartMaxMs = 15_000;
const startMaxMs = 60_000;

interface Run {
  started: Started;
  child: ChildProcess;
  tookMs: number;
}

interface Started {
  url: string;
  home: string;
  signIn: { email: string; password: string };
}

let home: string;
let browser: Browser;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tillbridge-start-'));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** Runs the program as `npm start` does, until its one line of JSON. */
async function start(): Promise<Run> {
  const startedMs = performance.now();
  const args = ['bin/tillbridge.ts', 'start', '--json', '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, TILLBRIDGE_HOME: home, DATABASE_URL: '', PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let [said, complained] = ['', ''];
  child.stderr?.on('data', (text) => (complained += text));
  const started = await new Promise<Started>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      said += text;
      const [line, ...rest] = said.split('\n');
      if (line && rest.length > 0) resolve(JSON.parse(line));
    });
    child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${complained}`)));
  });
  return { started, child, tookMs: performance.now() - startedMs };
}

async function stop(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  return code;
}

async function signIn({ url, signIn: person }: Started) {
  const context = await browser.newContext({ locale: 'en-CA' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await seen(page.getByRole('article'));
  return page;
}

test(
  'a fresh home starts with a demo that becomes healthy; stopped and started again, it remembers',
  async () => {
    const first = await start();
    expect(first.started).toEqual({
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      home,
      signIn: { email: expect.any(String), password: expect.any(String) },
    });
    const page = await signIn(first.started);
    const venues = page.getByRole('article');
    await expect.poll(() => venues.count(), patient).toBe(2);
    for (const venue of ['Bistro Saint-Denis', 'Pacific Street Bar']) {
      await page.getByRole('link', { name: venue, exact: true }).click();
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: 'POS Integrations' })
        .click();
      // Home names the health of every till as well: only the page of this one may answer.
      await seen(page.getByRole('heading', { name: 'POS Integrations', level: 1 }));
      await page.getByText('Healthy', { exact: true }).waitFor({ timeout: startMaxMs });
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: 'Home' })
        .first()
        .click();
      await seen(venues);
    }
    expect(await stop(first.child)).toBe(0);
    await expect(fetch(first.started.url)).rejects.toThrow();

    const second = await start();
    expect(second.tookMs).toBeLessThan(secondStartMaxMs);
    expect(second.started.signIn).toEqual(first.started.signIn);
    const again = await signIn(second.started);
    await expect.poll(() => again.getByRole('article').count(), patient).toBe(2);
    // Yesterday's: early in the morning nobody has sold anything yet.
    const figures = again.getByRole('article').getByRole('definition');
    await seen(figures.filter({ hasText: /\$[1-9]/ }));
    expect(await stop(second.child)).toBe(0);
  },
  4 * startMaxMs,
);
