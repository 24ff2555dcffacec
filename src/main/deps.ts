import type { Clock } from '#kernel/clock.ts';
import type { FileDeps } from '#modules/files/index.ts';
import type { IntegrationDeps, LinkDeps } from '#modules/integrations/index.ts';
import { readKeptMails } from '#modules/mail-in/index.ts';
import { askApprovedDays } from '#modules/reconciliation/index.ts';
import { findOpenRecomputations } from '#modules/sales/index.ts';
import {
  requestDay,
  requestRecomputation,
  requestRederivation,
  type SyncDeps,
} from '#modules/sync/index.ts';
import type { VenueChanged, VenueHooks } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, toTimelineActor } from '#modules/timeline/index.ts';
import {
  tellFinishedRun,
  tellRestatedDays,
  tellSeenDays,
  tellStatusChange,
  type WebhookDeps,
} from '#modules/webhooks/index.ts';
import type { Config } from '#platform/config/config.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { notifyInTx } from '#platform/events/events.ts';
import type { Log } from '#platform/log/log.ts';
import { redact, registerSecret } from '#platform/log/redactor.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Queue } from '#platform/queue/queue.ts';
import { openVault } from '#platform/vault/vault.ts';
import { createVendors } from './vendors.ts';

/** What modules are handed; each takes the part it names. */
export type AppDeps = SyncDeps & LinkDeps & FileDeps & WebhookDeps & { hooks: VenueHooks };

export function createDeps(parts: {
  config: Pick<Config, 'clusterApiUrl' | 'allowPrivateAddresses' | 'keyring'>;
  database: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  queue: Queue;
}): AppDeps {
  const { config, database, clock, log, metrics, queue } = parts;
  const vendors = createVendors({
    baseUrls: { cluster: config.clusterApiUrl },
    allowPrivateAddresses: config.allowPrivateAddresses,
    clock,
    redact,
    onAttempt: (provider, outcome) => metrics.httpVendorRequestsTotal.inc({ provider, outcome }),
  });
  const base: IntegrationDeps = {
    database,
    vault: openVault(config.keyring),
    vendors,
    clock,
    log,
    registerSecret,
    notify: notifyInTx,
    onStatusChanged: tellStatusChange,
    onRestored: (tx, restored) => readKeptMails(tx, { queue, notify: notifyInTx }, restored),
  };
  return {
    ...base,
    queue,
    redact,
    allowPrivateAddresses: config.allowPrivateAddresses,
    metrics: toSyncMetrics(metrics),
    onRunFinished: tellFinishedRun,
    onDaysSeen: tellSeenDays,
    onDaysRestated: tellRestatedDays,
    onSettingsChanged: (tx, change) => requestRederivation(tx, queue, change),
    hooks: {
      beforeDayRuleChange: (tx, { actor, ...change }) =>
        askApprovedDays(
          tx,
          {
            ...{ ...change, companyId: actor.companyId, nowMs: clock.now() },
            actor: toTimelineActor(actor),
          },
          (reopening, day) => requestDay(reopening, { queue, vendors }, day),
        ),
      onDayRuleChanged: (tx, change) =>
        requestRecomputation(tx, queue, { ...change, nowMs: clock.now() }),
      onVenueChanged: (tx, change) => tellVenueChange(tx, { ...change, nowMs: clock.now() }),
      findRecomputations: findOpenRecomputations,
    },
  };
}

/** A venue's change in the timeline and to open pages, in its own transaction. */
async function tellVenueChange(
  tx: Tx,
  { venueId, actor, changes, nowMs }: VenueChanged & { nowMs: number },
): Promise<void> {
  const { companyId } = actor;
  if (Object.keys(changes).length > 0) {
    await recordTimelineEvent(tx, {
      ...{ companyId, venueId, integrationId: null, atMs: nowMs },
      actor: toTimelineActor(actor),
      name: 'venue.changed',
      details: { changes },
    });
  }
  await notifyInTx(tx, { companyId, name: 'venue.changed', data: { venueId } });
}

function toSyncMetrics(metrics: Metrics): SyncDeps['metrics'] {
  return {
    runFinished({ provider, kind, state, durationMs, ordersImported }) {
      metrics.runsTotal.inc({ provider, kind, state });
      metrics.runDurationSeconds.observe({ provider, kind }, durationMs / 1000);
      if (ordersImported > 0) metrics.ordersImportedTotal.inc({ provider }, ordersImported);
    },
  };
}
