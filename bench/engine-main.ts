/** The process that is measured: the engine as `serve --roles worker` runs it, told by its parent what to do. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { systemClock } from '#kernel/clock.ts';
import { type AppDeps, createDeps } from '#main/deps.ts';
import { readFile, receiveFile } from '#modules/files/index.ts';
import { createIntegration } from '#modules/integrations/index.ts';
import { startWorker, type Worker } from '#modules/sync/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { openQueue } from '#platform/queue/queue.ts';
import { newVaultKey } from '#platform/vault/keyring.ts';
import type { EngineReply, EngineRequest, Link, SentFile } from './engine.ts';

const connectingMax = 8;

type Open = Extract<EngineRequest, { do: 'open' }>;

process.on('message', (request: EngineRequest) => {
  perform(request).then(
    (value) => answer({ value }),
    (error: Error) => answer({ error: error.stack ?? error.message }),
  );
});

let engine: ReturnType<typeof open> | 'closed' | undefined;
let worker: Worker | undefined;

async function perform(request: EngineRequest): Promise<unknown> {
  if (request.do === 'open') {
    engine = open(request);
    return null;
  }
  if (typeof engine !== 'object') throw new Error('the engine is not open');
  const { deps, options } = engine;
  if (request.do === 'connect') {
    const connect = (link: Link) =>
      createIntegration(deps, {
        ...link,
        actor: { kind: 'system' },
        language: 'en',
        provider: 'cluster',
      });
    return inParallel(request.links, connect);
  }
  if (request.do === 'read') return readSent(deps, request);
  if (request.do === 'work') {
    worker = startWorker(deps, { ...options, tickMs: 1000 });
    return null;
  }
  await worker?.stop();
  worker = undefined;
  if (request.do === 'pause') return usage();
  await deps.database.close();
  engine = 'closed';
  return null;
}

function open({ appUrl, clusterApiUrl, concurrency }: Open) {
  const log = createLog({
    level: 'error',
    stream: { write: (line) => process.stderr.write(line) },
  });
  const clock = systemClock;
  const database = openDatabase({ url: appUrl, connectionsMax: 20 });
  const deps = createDeps({
    config: { clusterApiUrl, allowPrivateAddresses: true, keyring: [newVaultKey('k1')] },
    database,
    clock,
    log,
    metrics: createMetrics(),
    queue: openQueue({ url: appUrl, log, clock }),
  });
  return { deps, options: concurrency };
}

/** As an upload and the worker's job for it do, one after the other. */
async function readSent(
  deps: AppDeps,
  { companyId, venueId, path }: SentFile,
): Promise<{ ms: number }> {
  const integrationId = await createIntegration(deps, {
    ...{ companyId, venueId, actor: { kind: 'system' }, language: 'en' },
    ...{ provider: 'sales-file', credentials: {}, settings: {} },
  });
  await deps.queue.start();
  try {
    const bytes = readFileSync(path);
    const receivedAtMs = deps.clock.now();
    const startMs = performance.now();
    const { fileId } = await deps.database.withCompany(companyId, (tx) =>
      receiveFile(tx, deps, {
        ...{ companyId, integrationId, name: basename(path), bytes, receivedAtMs },
        source: 'upload',
      }),
    );
    await readFile(deps, { companyId, fileId, signal: new AbortController().signal });
    return { ms: performance.now() - startMs };
  } finally {
    await deps.queue.stop({ graceMs: 0 });
  }
}

/** A few at a time, as people would. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: connectingMax }, lane));
  return results;
}

function usage() {
  const { user, system } = process.cpuUsage();
  return { rssPeakBytes: rssPeakBytes(), cpuMs: (user + system) / 1000 };
}

/** The kernel's high-water mark of this process; sampling would miss peaks. */
function rssPeakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const mark = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(mark?.[1]) * 1024;
}

function answer(reply: EngineReply): void {
  process.send?.(reply, () => {
    // With its parent's ear this process ends, once nothing is left to do.
    if (engine === 'closed') process.disconnect();
  });
}
