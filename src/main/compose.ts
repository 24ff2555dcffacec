import { toRawOrder } from '#connectors/push/index.ts';
import { readGrid } from '#connectors/sales-file/index.ts';
import type { Clock } from '#kernel/clock.ts';
import { systemClock } from '#kernel/clock.ts';
import { filesRoutes, listWaitingFiles } from '#modules/files/index.ts';
import { integrationRoutes, providerNameOf, sentAs } from '#modules/integrations/index.ts';
import { countStrayMails, mailInRoutes, startMailListener } from '#modules/mail-in/index.ts';
import { menuCsvRoutes, menuRoutes } from '#modules/menu/index.ts';
import { type NoticeDeps, noticesRoutes, startNoticeWorker } from '#modules/notices/index.ts';
import { onboardingRoutes } from '#modules/onboarding/index.ts';
import { overviewRoutes } from '#modules/overview/index.ts';
import { pushRoutes } from '#modules/push/index.ts';
import {
  listAdjustmentSums,
  listApprovedDates,
  reconciliationRoutes,
} from '#modules/reconciliation/index.ts';
import { quarantineRoutes, salesCsvRoutes, salesRoutesWith } from '#modules/sales/index.ts';
import { requestDay, startWorker, syncRoutes } from '#modules/sync/index.ts';
import { openIdentity, tenancyRoutes } from '#modules/tenancy/index.ts';
import { startDeliveries, webhookRoutes } from '#modules/webhooks/index.ts';
import type { Config } from '#platform/config/config.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { openEvents } from '#platform/events/events.ts';
import { createLog, type Log } from '#platform/log/log.ts';
import { createMetrics, type Metrics } from '#platform/metrics/metrics.ts';
import { openQueue, type Queue } from '#platform/queue/queue.ts';
import { type AppDeps, createDeps } from './deps.ts';
import { createGauges } from './gauges.ts';
import { createServer } from './http/server.ts';
import { createNoticeDeps } from './notice-deps.ts';
import { workQueues } from './work-queues.ts';

export type Role = 'web' | 'worker' | 'mail';

/** A running program; `url` is null without the role `web`. */
export interface App {
  url: string | null;
  /** Null without the role `mail`. */
  mailPort: number | null;
  close(): Promise<void>;
}

const stopGraceMs = 5000;

interface AppOptions {
  config: Config;
  roles: readonly Role[];
  clock?: Clock;
  log?: Log;
}

/** What has been opened, the newest first. */
type Closers = (() => Promise<void>)[];

/**
 * Wires everything concrete together and starts the roles. The only place that does.
 * @throws whatever stands in a role's way, a taken port for one; nothing is left running then.
 */
export async function openApp(options: AppOptions): Promise<App> {
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0)) await closer();
  };
  try {
    return { ...(await openRoles(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openRoles(options: AppOptions, closers: Closers): Promise<Omit<App, 'close'>> {
  const { config, roles, clock = systemClock } = options;
  const log = options.log ?? createLog({ level: config.logLevel });
  const metrics = createMetrics();
  const database = openDatabase({
    url: config.databaseUrl,
    connectionsMax: config.databaseConnectionsMax,
    onConnectionError: (error) => log.warn('a database connection was lost', { error }),
  });
  const queue = openQueue({ url: config.databaseUrl, log, clock });
  const deps = createDeps({ config, database, clock, log, metrics, queue });
  const notices = createNoticeDeps({ config, database, clock, log, vendors: deps.vendors });
  closers.unshift(() => database.close());
  closers.unshift(() => queue.stop({ graceMs: stopGraceMs }));
  if (roles.includes('worker')) {
    workQueues(queue, deps);
    const deliveries = startDeliveries(deps);
    closers.unshift(() => deliveries.stop());
    const worker = startWorker(deps, {
      liveConcurrencyMax: config.syncConcurrency,
      backfillConcurrencyMax: config.backfillConcurrency,
      tickMs: 1000,
    });
    const noticeWorker = startNoticeWorker(notices, { tickMs: 1000 });
    closers.unshift(async () => {
      await Promise.all([worker.stop(), noticeWorker.stop()]);
    });
  }
  await queue.start();
  let url: string | null = null;
  if (roles.includes('web')) {
    const parts = { config, database, clock, log, metrics, deps, notices, queue };
    url = await openWeb(parts, closers);
  }
  let mailPort: number | null = null;
  const { mailDomain: domain } = config;
  if (roles.includes('mail') && domain !== null) {
    const { host, mailPort: port, mailCertificate: certificate } = config;
    const mail = await startMailListener(deps, { host, port, domain, certificate });
    mailPort = mail.port;
    closers.unshift(mail.close);
  }
  return { url, mailPort };
}

interface WebParts {
  config: Config;
  database: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  deps: AppDeps;
  notices: NoticeDeps;
  queue: Queue;
}

/** @returns where people reach it. */
async function openWeb(parts: WebParts, closers: Closers): Promise<string> {
  const { config, database, clock, log, metrics, deps, notices, queue } = parts;
  const { publicUrl, authSecret } = config;
  const events = openEvents(database, log);
  closers.unshift(() => events.close());
  const server = await createServer({
    database,
    auth: openIdentity({ database, secret: authSecret, publicUrl }),
    events,
    metrics,
    gauge: createGauges({ database, queue, metrics }),
    log,
    clock,
    config: { publicUrl },
    plugins: [
      tenancyRoutes(deps.hooks),
      noticesRoutes(notices),
      integrationRoutes(deps),
      syncRoutes(deps, queue),
      filesRoutes(deps),
      mailInRoutes(deps, { domain: config.mailDomain }),
      webhookRoutes(deps),
      salesRoutesWith({
        findApprovedDates: listApprovedDates,
        findAdjustments: listAdjustmentSums,
      }),
      salesCsvRoutes(deps),
      quarantineRoutes(deps),
      pushRoutes({ ...deps, toRaw: toRawOrder }),
      reconciliationRoutes({
        clock,
        onDayReopened: (tx, day) => requestDay(tx, deps, day),
        readCells: readGrid,
      }),
      menuRoutes,
      menuCsvRoutes(deps),
      onboardingRoutes(deps),
      overviewRoutes({
        nameProvider: (provider) => providerNameOf(deps, provider),
        findSentAs: (provider) => sentAs(deps, provider),
        findRecomputations: deps.hooks.findRecomputations,
        findApprovedDates: listApprovedDates,
        findWaitingFiles: listWaitingFiles,
        findStrayMails: countStrayMails,
      }),
    ],
  });
  closers.unshift(async () => {
    await server.close();
  });
  await server.listen({ host: config.host, port: config.port });
  return publicUrl;
}
