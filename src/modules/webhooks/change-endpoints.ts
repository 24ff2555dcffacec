import type { Actor } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, toTimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { failPending } from './delivery.store.ts';
import type { WebhookDeps } from './deps.ts';
import {
  deleteEndpoint,
  type Endpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  lockEndpoint,
  updateEndpoint,
} from './endpoint.store.ts';
import { checkEndpointUrl } from './endpoint-url.ts';
import { deleteUnusedEvents } from './outgoing.store.ts';
import { endpointNotFound, tooManyEndpoints } from './refusals.ts';
import type { EndpointChange, NewEndpoint } from './schemas.ts';
import { replaceSecrets } from './secret.store.ts';
import { addSecret } from './secrets.ts';

const endpointsMax = 20;
/** How long a replaced secret goes on signing, for its receiver to change over. */
export const oldSecretMs = 24 * 3_600_000;

interface By {
  actor: Actor;
  nowMs: number;
}

/** @throws Refusal 404 `webhook_not_found`. */
export async function getEndpoint(tx: Tx, endpointId: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(tx, endpointId);
  if (endpoint === null) throw endpointNotFound();
  return endpoint;
}

/** @throws Refusal 422 `webhook_url_refused`, 409 `webhooks_too_many`. */
export async function addEndpoint(
  tx: Tx,
  deps: WebhookDeps,
  added: NewEndpoint & By,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const url = checkEndpointUrl(added.url, deps);
  if ((await listEndpoints(tx)).length >= endpointsMax) throw tooManyEndpoints(endpointsMax);
  const { companyId } = added.actor;
  const endpointId = await insertEndpoint(tx, { ...added, url, eventTypes: unique(added) });
  const secret = await addSecret(tx, deps, { companyId, endpointId, nowMs: added.nowMs });
  const endpoint = await getEndpoint(tx, endpointId);
  await tell(tx, 'webhook.added', { ...added, endpoint });
  return { endpoint, secret };
}

/** @throws Refusal 404 `webhook_not_found`, 422 `webhook_url_refused`. */
export async function changeEndpoint(
  tx: Tx,
  deps: WebhookDeps,
  { change, ...request }: By & { endpointId: string; change: EndpointChange },
): Promise<Endpoint> {
  const { endpointId, nowMs } = request;
  const was = await lockEndpoint(tx, endpointId);
  if (was === null) throw endpointNotFound();
  const { eventTypes } = change;
  const now: Endpoint = {
    ...was,
    url: change.url === undefined ? was.url : checkEndpointUrl(change.url, deps),
    description: change.description ?? was.description,
    eventTypes: eventTypes === undefined ? was.eventTypes : unique({ eventTypes }),
    ...switched(was, change.enabled, nowMs),
  };
  await updateEndpoint(tx, now);
  if (now.disabledAt !== null && was.disabledAt === null) await failPending(tx, request);
  await tell(tx, 'webhook.changed', { ...request, endpoint: now });
  return now;
}

/** Switched on again, it starts afresh. */
function switched(was: Endpoint, enabled: boolean | undefined, nowMs: number): Partial<Endpoint> {
  const isEnabled = was.disabledAt === null;
  if (enabled === undefined || enabled === isEnabled) return {};
  if (enabled) return { disabledAt: null, disabledReason: null, failingSince: null };
  return { disabledAt: new Date(nowMs), disabledReason: 'user' };
}

/** @throws Refusal 404 `webhook_not_found`. */
export async function removeEndpoint(tx: Tx, request: By & { endpointId: string }): Promise<void> {
  const endpoint = await getEndpoint(tx, request.endpointId);
  await deleteEndpoint(tx, request.endpointId);
  await deleteUnusedEvents(tx);
  await tell(tx, 'webhook.removed', { ...request, endpoint });
}

/**
 * Makes a new secret; the old one signs beside it for a day.
 * @throws Refusal 404 `webhook_not_found`.
 */
export async function rotateSecret(
  tx: Tx,
  deps: WebhookDeps,
  request: By & { endpointId: string },
): Promise<{ secret: string; oldSecretEndsAt: string }> {
  const { endpointId, nowMs, actor } = request;
  const endpoint = await lockEndpoint(tx, endpointId);
  if (endpoint === null) throw endpointNotFound();
  const endsAtMs = nowMs + oldSecretMs;
  await replaceSecrets(tx, { endpointId, endsAtMs });
  const { companyId } = actor;
  const secret = await addSecret(tx, deps, { companyId, endpointId, nowMs });
  await tell(tx, 'webhook.secret_rotated', { ...request, endpoint });
  return { secret, oldSecretEndsAt: new Date(endsAtMs).toISOString() };
}

/** The host says which one; the rest of an address may be as good as a password. */
async function tell(tx: Tx, name: string, told: By & { endpoint: Endpoint }): Promise<void> {
  const { actor, nowMs, endpoint } = told;
  await recordTimelineEvent(tx, {
    ...{ companyId: actor.companyId, venueId: null, integrationId: null, atMs: nowMs, name },
    actor: toTimelineActor(actor),
    details: {
      endpointId: endpoint.endpointId,
      host: new URL(endpoint.url).host,
      eventTypes: endpoint.eventTypes,
    },
  });
}

function unique({ eventTypes }: { eventTypes: readonly string[] }): string[] {
  return [...new Set(eventTypes)];
}
