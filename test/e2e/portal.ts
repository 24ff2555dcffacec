import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, type RunnerTestCase } from 'vitest';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { openApp } from '#main/compose.ts';
import { readConfig } from '#platform/config/config.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import {
  type ClusterSandbox,
  type ClusterVenue,
  startClusterSandbox,
} from '#simulators/cluster/index.ts';
import { launchChromium } from '../chromium.ts';
import { testDatabase } from '../database.ts';
import { makeCompany, type TestCompany } from '../factories.ts';

/** A Friday evening in Toronto, in the past of any machine that runs this. */
export const startedAt = '2026-05-15T22:40:00Z';
export const today = '2026-05-15';

export type Language = 'en' | 'fr';
export type Theme = 'light' | 'dark';

/** How a reader looks at the portal; English, on a desk, in the light by default. */
export interface Look {
  language?: Language;
  width?: number;
  theme?: Theme;
}

/** The whole program beside a sandbox vendor, and a browser to look at it. */
export interface Portal {
  url: string;
  sandbox: ClusterSandbox;
  database: Database;
  clock: Clock;
  company: TestCompany;
  browser: Browser;
  /** Calls the API as the company's own program; throws unless it is answered with success. */
  api<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Body>;
  /** A page of a reader's own, with no past; `path` is opened. */
  openPage(path: string, look?: Look): Promise<Page>;
  /** The same, with somebody already signed in: the owner, unless told otherwise. */
  openSignedIn(
    path: string,
    look?: Look,
    person?: { email: string; password: string },
  ): Promise<Page>;
  /** For `afterEach`: no page complained on its console; a failed test leaves pictures of its pages. */
  afterTest(context: { task: RunnerTestCase }): Promise<void>;
  close(): Promise<void>;
}

const actionTimeoutMs = 20_000;
const failuresFolder = join(import.meta.dirname, '../../test-output/failures');

/**
 * Starts web and worker on a database of their own. The till's books stand still at
 * {@link startedAt}, so its truth is one; the program's clock and the browsers' run from there.
 */
export async function openPortal(options: {
  venues: readonly ClusterVenue[];
  company?: Parameters<typeof makeCompany>[1];
}): Promise<Portal> {
  const startMs = Date.parse(startedAt);
  const aheadMs = startMs - systemClock.now();
  const clock: Clock = { now: () => systemClock.now() + aheadMs };
  const testDb = await testDatabase();
  const [sandbox, browser, port] = await Promise.all([
    startClusterSandbox({ venues: options.venues, clock: { now: () => startMs } }),
    launchChromium(),
    findFreePort(),
  ]);
  const database = openDatabase({ url: testDb.appUrl, connectionsMax: 2 });
  await installQueue({ ownerUrl: testDb.ownerUrl });
  const company = await makeCompany(database, { nowMs: startMs, ...options.company });
  const url = `http://127.0.0.1:${port}`;
  const app = await openApp({
    config: configOf({ port, url, databaseUrl: testDb.appUrl, clusterApiUrl: sandbox.url }),
    roles: ['web', 'worker'],
    clock,
    log: createLog({ level: 'silent' }),
  });
  const complaints: string[] = [];
  const openContext = (look: Look) => openReader(browser, { url, look, aheadMs, complaints });
  return {
    ...{ url, sandbox, database, clock, company, browser },
    api: (method, path, body) => callApi({ url, method, path, headers: company.headers, body }),
    async openPage(path, look = {}) {
      const page = await (await openContext(look)).newPage();
      await page.goto(path);
      return page;
    },
    async openSignedIn(path, look = {}, person = company.owner) {
      const context = await openContext(look);
      await signInContext(context, person);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    async afterTest({ task }) {
      if (task.result?.state === 'fail') await pictureFailure(browser, task.name);
      expect(complaints.splice(0)).toEqual([]);
    },
    async close() {
      await browser.close();
      await app.close();
      await database.close();
      await sandbox.close();
      await testDb.drop();
    },
  };
}

function configOf(own: { port: number; url: string; databaseUrl: string; clusterApiUrl: string }) {
  const result = readConfig(
    {
      PORT: String(own.port),
      PUBLIC_URL: own.url,
      DATABASE_URL: own.databaseUrl,
      CLUSTER_API_URL: own.clusterApiUrl,
      ALLOW_PRIVATE_ADDRESSES: 'true',
      TILLBRIDGE_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      TILLBRIDGE_AUTH_SECRET: randomBytes(32).toString('base64url'),
    },
    'start',
  );
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

/** Another reader: cookies, language, screen and theme of their own, on the program's clock. */
async function openReader(
  browser: Browser,
  at: { url: string; look: Look; aheadMs: number; complaints: string[] },
): Promise<BrowserContext> {
  const { language = 'en', width = 1440, theme = 'light' } = at.look;
  const context = await browser.newContext({
    baseURL: at.url,
    locale: `${language}-CA`,
    timezoneId: 'America/Toronto',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height: width < 600 ? 844 : 900 },
  });
  context.setDefaultTimeout(actionTimeoutMs);
  await context.addInitScript((aheadMs) => {
    const realNow = Date.now.bind(Date);
    Date.now = () => realNow() + aheadMs;
  }, at.aheadMs);
  context.on('weberror', ({ error }) => at.complaints.push(String(error())));
  context.on('console', (message) => {
    // A refused call is part of many stories; what the page does about it is looked at instead.
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !message.text().startsWith('Failed to load resource'))
      at.complaints.push(message.text());
  });
  return context;
}

/** What each open page showed when the test failed. */
async function pictureFailure(browser: Browser, testName: string): Promise<void> {
  mkdirSync(failuresFolder, { recursive: true });
  const name = testName.replaceAll(/\W+/g, '-').slice(0, 80);
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: join(failuresFolder, `${name}-${index + 1}.png`) });
}

async function signInContext(
  context: BrowserContext,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const reply = await context.request.post('/api/auth/sign-in/email', {
    data: { email, password },
  });
  if (!reply.ok()) throw new Error(`sign-in of ${email}: ${reply.status()} ${await reply.text()}`);
}

/** One call as a program makes it; throws unless it is answered with success. */
async function callApi<Body>(call: {
  url: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}): Promise<Body> {
  const hasBody = call.body !== undefined;
  const response = await fetch(call.url + call.path, {
    method: call.method,
    headers: { ...call.headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${call.method} ${call.path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as Body;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
