import { z } from 'zod';
import type { Vault } from '#platform/vault/vault.ts';

export type Secret = Record<string, string>;

/** Which location a secret belongs to; sealed, it opens nowhere else. */
export interface LocationPlace {
  companyId: string;
  integrationId: string;
  locationId: string;
}

interface SecretDeps {
  vault: Vault;
  registerSecret(secret: string): void;
}

const secretSchema = z.record(z.string(), z.string());

/** A location's secret as it is stored. */
export function sealSecret(vault: Vault, location: LocationPlace, secret: Secret): string {
  return vault.seal(JSON.stringify(secret), placeOf(location));
}

/**
 * A location's secret, hidden from now on in logs and failures.
 * @throws VaultError when the envelope was changed, moved, or sealed with a key we do not hold.
 */
export function openSecret(
  deps: SecretDeps,
  location: LocationPlace & { secretSealed: string },
): Secret {
  const text = deps.vault.open(location.secretSealed, placeOf(location));
  const secret = secretSchema.parse(JSON.parse(text));
  hideSecret(deps, secret);
  return secret;
}

/** Hides every value of a secret from now on in everything the process says. */
export function hideSecret(deps: Pick<SecretDeps, 'registerSecret'>, secret: Secret): void {
  for (const value of Object.values(secret)) deps.registerSecret(value);
}

function placeOf({ companyId, integrationId, locationId }: LocationPlace) {
  return { companyId, integrationId, field: `location:${locationId}` };
}
