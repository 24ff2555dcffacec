import { recordNotice } from '#modules/notices/index.ts';
import { listVenues } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, systemActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AttemptResult, type DeliveryDecision, decideDelivery } from './decide-delivery.ts';
import {
  type ClaimedDelivery,
  claimDelivery,
  deleteOldDeliveries,
  failPending,
  insertAttempt,
  releaseDelivery,
  settleDelivery,
} from './delivery.store.ts';
import type { WebhookDeps } from './deps.ts';
import { type Endpoint, findEndpoint, lockEndpoint, updateEndpoint } from './endpoint.store.ts';
import { testType } from './event-types.ts';
import { deleteUnusedEvents } from './outgoing.store.ts';
import { openSecrets } from './secrets.ts';
import { sendMessage, sendTimeoutMs } from './send-message.ts';

/** Longer than any attempt: a message whose worker vanished is due again after this. */
export const leaseMs = 4 * sendTimeoutMs;
/** Messages sent to one endpoint before others get their turn. */
const passCountMax = 20;
const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** What the log holds of one endpoint. */
export const logLimits = { keptMax: 1000, ageMsMax: 30 * dayMs };

interface Due {
  companyId: string;
  endpointId: string;
  signal: AbortSignal;
}

/**
 * Sends what is due to one endpoint, one message after the other, the longest waiting first. Each is
 * claimed before and settled after: killed in between, it is sent again under the same id.
 * @returns false when nothing was due for us.
 */
export async function deliverToEndpoint(deps: WebhookDeps, due: Due): Promise<boolean> {
  let sentCount = 0;
  while (sentCount < passCountMax && !due.signal.aborted) {
    const answer = await deliverNext(deps, due);
    if (answer === 'nothing') break;
    sentCount += 1;
    // Whoever does not answer is not to hold a worker for twenty messages.
    if (answer === 'silence') break;
  }
  if (sentCount > 0) await pruneLog(deps, due);
  return sentCount > 0;
}

async function deliverNext(
  deps: WebhookDeps,
  due: Due,
): Promise<'nothing' | 'answered' | 'silence'> {
  const { companyId, endpointId, signal } = due;
  const claimed = await deps.database.withCompany(companyId, (tx) => claim(tx, deps, endpointId));
  if (claimed === null) return 'nothing';
  const { delivery, url, secrets } = claimed;
  const startedMs = deps.clock.now();
  const result = await sendMessage(deps, { ...delivery, url, secrets, signal });
  const nowMs = deps.clock.now();
  await deps.database.withCompany(companyId, async (tx) => {
    if (result === null) return releaseDelivery(tx, { ...delivery, nowMs });
    const durationMs = nowMs - startedMs;
    await settle(tx, {
      endpointId,
      companyId,
      delivery,
      result,
      atMs: startedMs,
      durationMs,
      nowMs,
    });
  });
  return result === null || result.status === null ? 'silence' : 'answered';
}

async function claim(tx: Tx, deps: WebhookDeps, endpointId: string) {
  const nowMs = deps.clock.now();
  const endpoint = await findEndpoint(tx, endpointId);
  if (endpoint === null || endpoint.disabledAt !== null) return null;
  const delivery = await claimDelivery(tx, { endpointId, nowMs, leaseMs });
  if (delivery === null) return null;
  return {
    delivery,
    url: endpoint.url,
    secrets: await openSecrets(tx, deps, { endpointId, nowMs }),
  };
}

interface Settling {
  companyId: string;
  endpointId: string;
  delivery: ClaimedDelivery;
  result: AttemptResult;
  atMs: number;
  durationMs: number;
  nowMs: number;
}

async function settle(tx: Tx, settling: Settling): Promise<void> {
  const { endpointId, delivery, result, nowMs } = settling;
  const endpoint = await lockEndpoint(tx, endpointId);
  // Deleted while we sent: its log is gone with it.
  if (endpoint === null) return;
  const isTest = delivery.type === testType;
  const decision = decideDelivery({
    ...{ result, isTest, nowMs },
    attemptCount: delivery.attemptCount,
    firstAttemptMs: delivery.firstAttemptAt.getTime(),
    lastSuccessMs: endpoint.lastSuccessAt?.getTime() ?? null,
    random: Math.random(),
  });
  await insertAttempt(tx, { ...settling, deliveryId: delivery.deliveryId });
  const isOurs = await settleDelivery(tx, {
    ...delivery,
    state: stateAfter(decision),
    nextAttemptAtMs: decision.kind === 'retry' ? decision.atMs : nowMs,
    nowMs,
  });
  if (isTest || !isOurs) return;
  await judgeEndpoint(tx, { ...settling, endpoint, decision });
}

function stateAfter(decision: DeliveryDecision) {
  if (decision.kind === 'retry') return 'pending';
  return decision.kind === 'delivered' ? 'delivered' : 'failed';
}

/** What the attempt says about the endpoint itself. */
async function judgeEndpoint(
  tx: Tx,
  judged: Settling & { endpoint: Endpoint; decision: DeliveryDecision },
): Promise<void> {
  const { endpoint, decision, result, atMs, nowMs } = judged;
  const { companyId, endpointId } = judged;
  const isAlreadyOff = endpoint.disabledAt !== null;
  const disables = decision.kind === 'given_up' && !isAlreadyOff ? decision.disables : null;
  const failingSince = result.isTaken ? null : (endpoint.failingSince ?? new Date(atMs));
  await updateEndpoint(tx, {
    ...endpoint,
    failingSince,
    ...(result.isTaken ? { lastSuccessAt: new Date(nowMs) } : {}),
    ...(disables === null ? {} : { disabledAt: new Date(nowMs), disabledReason: disables }),
  });
  if (disables === null) return;
  await failPending(tx, { endpointId, nowMs });
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId: null, integrationId: null, atMs: nowMs, actor: systemActor },
    name: 'webhook.disabled',
    details: { endpointId, host: new URL(endpoint.url).host, reason: disables },
  });
  await tellOwners(tx, { companyId, endpoint, failingSince, reason: disables, nowMs });
}

/** Webhooks are the company's: its first venue lends the clock and the way to the settings. */
async function tellOwners(
  tx: Tx,
  told: {
    companyId: string;
    endpoint: Endpoint;
    failingSince: Date | null;
    reason: 'gone' | 'failing';
    nowMs: number;
  },
): Promise<void> {
  const { companyId, endpoint, failingSince, reason, nowMs } = told;
  const [venue] = await listVenues(tx, { limit: 1, after: null });
  if (venue === undefined) return;
  const { endpointId } = endpoint;
  await recordNotice(tx, {
    ...{ companyId, nowMs, kind: 'webhook_disabled', cause: `${endpointId} ${nowMs}` },
    payload: {
      ...{ venueId: venue.venueId, endpointId, reason },
      host: new URL(endpoint.url).host,
      at: new Date(nowMs).toISOString(),
      failingSince: failingSince?.toISOString() ?? null,
    },
  });
}

/** Keeps the log bounded; at most once an hour for an endpoint. */
async function pruneLog(deps: WebhookDeps, { companyId, endpointId }: Due): Promise<void> {
  const nowMs = deps.clock.now();
  await deps.database.withCompany(companyId, async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    const isRecent = endpoint?.prunedAt && nowMs - endpoint.prunedAt.getTime() < hourMs;
    if (endpoint === null || isRecent) return;
    await updateEndpoint(tx, { ...endpoint, prunedAt: new Date(nowMs) });
    const { keptMax, ageMsMax } = logLimits;
    await deleteOldDeliveries(tx, { endpointId, keptMax, beforeMs: nowMs - ageMsMax });
    await deleteUnusedEvents(tx);
  });
}
