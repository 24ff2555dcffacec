import { createServer as createNetServer } from 'node:net';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { homeFolder } from '#platform/config/environment.ts';
import { prepareHome } from '#platform/config/home.ts';
import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/index.ts';
import { createLog } from '#platform/log/log.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { openApp } from '../compose.ts';
import { connectDemo } from '../demo/connect-demo.ts';
import { type DemoSignIn, findDemo, prepareDemoCompany } from '../demo/demo-company.ts';
import { startDemoSandbox } from '../demo/demo-sandbox.ts';
import { spareTill } from '../demo/demo-tills.ts';
import { forgetHomeUrl, recordHomeUrl } from '../home-url.ts';
import { CommandError, type CommandIo, defineCommand, jsonFlag, UsageError } from './command.ts';

const flags = {
  port: {
    type: 'string',
    value: 'P',
    help: 'Where the portal opens; 0 for any free port. Without it PORT, or 4300 if that is free',
  },
  'no-demo': {
    type: 'boolean',
    default: false,
    help: 'Without the demo company and its simulated tills',
  },
  json: jsonFlag,
} as const;

const portUsual = 4300;
const mailPortUsual = 2525;
/** The demo's tills have been telling for somewhat more than the longest first import. */
const demoHistoryDays = 400;

/**
 * Everything in one go on one machine: database, migrations, web and worker, and the demo unless
 * `--no-demo`. Runs until it is told to end; nothing is lost however it ends.
 */
export const startCommand = defineCommand({
  flags,
  example: 'start --port 8080 --no-demo',
  run: start,
});

async function start(
  choices: { port?: string | undefined; 'no-demo': boolean; json: boolean },
  io: CommandIo,
): Promise<void> {
  const home = prepareHome(homeFolder(io.env));
  const log = createLog({ level: 'warn' });
  const postgres = await startEmbeddedPostgres({ home: home.dir, log });
  const closers: (() => Promise<unknown>)[] = [() => postgres.stop()];
  try {
    await migrate({ ownerUrl: postgres.ownerUrl });
    await installQueue({ ownerUrl: postgres.ownerUrl });
    const isDemo = !choices['no-demo'];
    const demo = isDemo ? await openDemo(home.dir, postgres.appUrl) : null;
    if (demo) closers.unshift(demo.close);
    const port = await choosePort(choices.port ?? io.env.PORT);
    const config = readStartConfig(io, {
      ...home.variables,
      DATABASE_URL: postgres.appUrl,
      PORT: String(port),
      MAIL_PORT: String(await chooseMailPort(io.env.MAIL_PORT)),
      ...(demo ? { CLUSTER_API_URL: demo.sandboxUrl, ALLOW_PRIVATE_ADDRESSES: 'true' } : {}),
    });
    const app = await openApp({
      config,
      roles: ['web', 'worker', 'mail'],
      log: createLog({ level: config.logLevel }),
    });
    closers.unshift(() => app.close());
    recordHomeUrl(home.dir, config.publicUrl);
    closers.unshift(async () => forgetHomeUrl(home.dir));
    if (demo)
      await connectDemo({ home: home.dir, baseUrl: `http://127.0.0.1:${port}`, demo: demo.signIn });
    tellReady(io, {
      url: config.publicUrl,
      home: home.dir,
      demo: demo?.signIn ?? null,
      isJson: choices.json,
    });
    await untilAborted(io.signal);
  } finally {
    for (const close of closers) await close();
  }
}

async function openDemo(home: string, databaseUrl: string) {
  const today = businessDateOf(systemClock.now(), { timeZone: 'America/Toronto', cutoff: '05:00' });
  const historyFrom = findDemo(home)?.historyFrom ?? addDays(today, -demoHistoryDays);
  const [sandbox, signIn] = await Promise.all([
    startDemoSandbox(historyFrom),
    prepareDemoCompany({ home, databaseUrl, clock: systemClock, historyFrom }),
  ]);
  return { signIn, sandboxUrl: sandbox.url, close: sandbox.close };
}

function readStartConfig(io: CommandIo, own: Record<string, string>) {
  const result = readConfig({ LOG_LEVEL: 'warn', ...io.env, ...own }, 'start');
  if (!result.ok) throw new CommandError(result.problems.join('\n'));
  return result.config;
}

/** The port asked for; else the usual one, or any free one when that is taken. */
async function choosePort(asked: string | undefined): Promise<number> {
  if (asked !== undefined && asked.trim() !== '') {
    const port = Number(asked);
    if (!/^\d{1,5}$/.test(asked.trim()) || port > 65_535)
      throw new UsageError(`--port is a number from 0 to 65535, not "${asked}".`);
    return port === 0 ? freePort(0) : port;
  }
  return freePort(portUsual).catch(() => freePort(0));
}

/** As above; what is wrong with the one asked for is told with the other variables. */
async function chooseMailPort(asked: string | undefined): Promise<string | number> {
  if (asked !== undefined && asked.trim() !== '') return asked;
  return freePort(mailPortUsual).catch(() => freePort(0));
}

function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createNetServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : port;
      probe.close(() => resolve(found));
    });
  });
}

function tellReady(
  io: CommandIo,
  ready: { url: string; home: string; demo: DemoSignIn | null; isJson: boolean },
): void {
  const { url, home, demo } = ready;
  if (ready.isJson) {
    const signIn = demo && { email: demo.email, password: demo.password };
    io.stdout.write(`${JSON.stringify({ url, home, ...(signIn ? { signIn } : {}) })}\n`);
    return;
  }
  const lines = demo
    ? [
        `  Sign in    ${demo.email}`,
        `  Password   ${demo.password}`,
        '',
        '  A till to connect yourself: POS Integrations → Add POS Integration → Cluster',
        `  API Key ${spareTill.apiKey}   Serial ${spareTill.serial}`,
      ]
    : ['  Make a company: npm run -s tillbridge -- admin create-company --help'];
  io.stdout.write(
    `\n  Tillbridge is open at ${url}\n\n${lines.join('\n')}\n\n  Everything is kept in ${home}. Ctrl-C ends.\n`,
  );
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
