import { openSecret, sealSecret } from '#modules/integrations/index.ts';
import { listCompanyIds } from '#modules/tenancy/index.ts';
import { resealWebhookSecrets } from '#modules/webhooks/index.ts';
import { readConfig } from '#platform/config/config.ts';
import { prepareHome } from '#platform/config/home.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { openVault, type Vault } from '#platform/vault/vault.ts';
import { CommandError, type CommandIo, defineCommand, jsonFlag } from './command.ts';
import { type DatabaseUrls, withDatabase } from './find-database.ts';
import { listSealedLocations, updateSealedSecret } from './sealed-location.store.ts';

/**
 * Seals every stored secret under the newest key of TILLBRIDGE_KEYS, company by company. Stopped
 * half way it can be run again; the old key may be removed once it reports nothing left.
 */
export const rotateKeysCommand = defineCommand({
  flags: { json: jsonFlag },
  example: 'admin rotate-keys',
  async run({ json: isJson }, io) {
    const result = await withDatabase(io, async (database, urls) => {
      const vault = openVault(getKeyring(urls, io));
      return resealEverything(database, vault);
    });
    if (isJson) io.stdout.write(`${JSON.stringify(result)}\n`);
    else {
      io.stdout.write(
        `Sealed ${result.resealed} of ${result.total} secrets under the newest key; the others already were.\n`,
      );
    }
  },
});

/** @returns how many secrets there are and how many were sealed anew. */
export async function resealEverything(
  database: Database,
  vault: Vault,
): Promise<{ total: number; resealed: number }> {
  let total = 0;
  let resealed = 0;
  for (const companyId of await listCompanyIds(database.pool)) {
    const counts = await database.withCompany(companyId, (tx) => resealCompany(tx, vault));
    total += counts.total;
    resealed += counts.resealed;
  }
  return { total, resealed };
}

async function resealCompany(tx: Tx, vault: Vault): Promise<{ total: number; resealed: number }> {
  const locations = await listSealedLocations(tx);
  const old = locations.filter(({ secretSealed }) => vault.needsRotation(secretSealed));
  for (const location of old) {
    const secret = openSecret({ vault, registerSecret: () => undefined }, location);
    const secretSealed = sealSecret(vault, location, secret);
    await updateSealedSecret(tx, { locationId: location.locationId, secretSealed });
  }
  const webhooks = await resealWebhookSecrets(tx, vault);
  return {
    total: locations.length + webhooks.total,
    resealed: old.length + webhooks.resealed,
  };
}

function getKeyring(urls: DatabaseUrls, io: CommandIo) {
  const kept = urls.home === null ? {} : prepareHome(urls.home).variables;
  const command = urls.home === null ? 'serve' : 'start';
  // Only the keys are wanted: what else a server needs to be told does not matter here.
  const rest = { DATABASE_URL: urls.appUrl, PUBLIC_URL: 'http://localhost' };
  const config = readConfig({ ...rest, ...kept, ...io.env }, command);
  if (!config.ok) throw new CommandError(config.problems.join('\n'));
  return config.config.keyring;
}
