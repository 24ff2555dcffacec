import { getIntegration } from '#modules/integrations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type FilePlace, findFile } from './file.store.ts';
import type { SalesFileRecord } from './file.ts';
import { fileNotFound } from './refusals.ts';

/**
 * A file of an integration, without its bytes.
 * @throws Refusal 404, also for another company's and for another integration's.
 */
export async function getFile(
  tx: Tx,
  place: FilePlace & { integrationId: string },
): Promise<SalesFileRecord> {
  const { companyId, integrationId } = place;
  await getIntegration(tx, companyId, integrationId);
  const file = await findFile(tx, place);
  if (file === null || file.integrationId !== integrationId) throw fileNotFound();
  return file;
}
