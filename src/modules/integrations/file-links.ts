import { randomBytes } from 'node:crypto';
import type { Connector, LocationCredentials, Problem } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import { applyCheckOutcome } from './apply-check-outcome.ts';
import type { IntegrationDeps } from './deps.ts';
import { decideSilence } from './file-silence.ts';
import { updateDueAt, updateFileRead } from './integration.store.ts';
import type { Integration } from './integration.ts';
import { updateLabel } from './location.store.ts';
import { providerNameOf, sentAs } from './names.ts';

/*
 * Links that are sent sales files. They are never asked for anything: files alone say how they are,
 * and their due instant is when the silence since the last one must be judged.
 */

type OutcomeDeps = Pick<IntegrationDeps, 'notify' | 'onStatusChanged' | 'vendors'>;

/** Whether sales come by themselves, as files or calls, so that there is nobody to ask. */
export function isSentToUs(connector: Connector): boolean {
  const { kind } = connector.describe;
  return kind === 'file' || kind === 'push';
}

/** Whether this provider's sales come by themselves. */
export function isSendingProvider(
  deps: Pick<IntegrationDeps, 'vendors'>,
  provider: string,
): boolean {
  const connector = deps.vendors.find(provider);
  return connector !== null && isSentToUs(connector);
}

/** Whether this provider's sales come as files. */
export function isFileProvider(deps: Pick<IntegrationDeps, 'vendors'>, provider: string): boolean {
  return deps.vendors.find(provider)?.describe.kind === 'file';
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const tokenLength = 26;

/**
 * The one location of a new file link. Its identity is the secret part of the address that its files
 * are mailed to: 130 random bits in letters and digits that survive any mail system.
 */
export function newFileLocation(connector: Connector): LocationCredentials {
  const identity = [...randomBytes(tokenLength)].map((byte) => base32[byte % 32]).join('');
  return { identity, label: connector.describe.name.en, secret: {} };
}

/** Its location goes by the integration's nickname, where it has one: several links look alike. */
export async function nameSentLocation(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vendors'>,
  { companyId, integrationId, provider, nickname }: Integration,
): Promise<void> {
  if (sentAs(deps, provider) === null) return;
  const label = nickname ?? providerNameOf(deps, provider).en;
  await updateLabel(tx, { companyId, integrationId, label });
}

/** A file was read: in its transaction, the link is healthy and its silence counts anew. */
export async function recordFileRead(
  tx: Tx,
  deps: OutcomeDeps,
  read: { companyId: string; integrationId: string; nowMs: EpochMs },
): Promise<void> {
  await updateFileRead(tx, read);
  await applyCheckOutcome(tx, deps, { ...read, event: { name: 'file_read' } });
}

/** A file that came by itself could not be read: the link fails until one can; it is not called off. */
export async function recordFileRefused(
  tx: Tx,
  deps: OutcomeDeps,
  refused: { companyId: string; integrationId: string; nowMs: EpochMs; problem: Problem },
): Promise<void> {
  const { problem, ...place } = refused;
  await applyCheckOutcome(tx, deps, { ...place, event: { name: 'file_refused', problem } });
}

/** Reminds or calls off a file link that is due, or says when to look again. */
export async function judgeFileSilence(
  tx: Tx,
  deps: OutcomeDeps,
  { integration, nowMs }: { integration: Integration; nowMs: EpochMs },
): Promise<void> {
  const { companyId, integrationId } = integration;
  const decision = decideSilence(integration, nowMs);
  if (decision.kind === 'wait') {
    await updateDueAt(tx, companyId, integrationId, decision.untilMs);
    return;
  }
  const { event } = decision;
  await applyCheckOutcome(tx, deps, { companyId, integrationId, event, nowMs });
}
