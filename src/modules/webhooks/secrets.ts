import type { Tx } from '#platform/db/database.ts';
import type { SecretPlace, Vault } from '#platform/vault/vault.ts';
import type { WebhookDeps } from './deps.ts';
import {
  insertSecret,
  listSealedSecrets,
  listSigningSecrets,
  updateSealed,
} from './secret.store.ts';
import { newSecretText } from './signature.ts';

/** Makes the endpoint's present secret. @returns its text, shown once and never again. */
export async function addSecret(
  tx: Tx,
  deps: Pick<WebhookDeps, 'vault' | 'registerSecret'>,
  secret: { companyId: string; endpointId: string; nowMs: number },
): Promise<string> {
  const text = newSecretText();
  deps.registerSecret(text);
  await insertSecret(tx, { ...secret, sealed: deps.vault.seal(text, placeOf(secret)) });
  return text;
}

/** The secrets that sign at this instant, as texts, the newest first. */
export async function openSecrets(
  tx: Tx,
  deps: Pick<WebhookDeps, 'vault' | 'registerSecret'>,
  signing: { endpointId: string; nowMs: number },
): Promise<string[]> {
  const secrets = await listSigningSecrets(tx, signing);
  return secrets.map((secret) => {
    const text = deps.vault.open(secret.sealed, placeOf(secret));
    deps.registerSecret(text);
    return text;
  });
}

/** Seals the company's signing secrets under the vault's newest key. */
export async function resealWebhookSecrets(
  tx: Tx,
  vault: Vault,
): Promise<{ total: number; resealed: number }> {
  const secrets = await listSealedSecrets(tx);
  const old = secrets.filter(({ sealed }) => vault.needsRotation(sealed));
  for (const secret of old) {
    await updateSealed(tx, { ...secret, sealed: vault.reseal(secret.sealed, placeOf(secret)) });
  }
  return { total: secrets.length, resealed: old.length };
}

function placeOf(secret: { companyId: string; endpointId: string }): SecretPlace {
  const { companyId, endpointId } = secret;
  return { companyId, integrationId: endpointId, field: 'webhook_secret' };
}
