import { expect, vi } from 'vitest';
import { sql } from '#platform/db/sql.ts';
import type { Portal } from './portal.ts';
import { patient } from './reading.ts';

/** Waits until an integration is as wanted. */
export const becomes = (portal: Portal, id: string, wanted: object): Promise<void> =>
  vi.waitFor(
    async () => expect(await portal.api('GET', `/api/v1/integrations/${id}`)).toMatchObject(wanted),
    patient,
  );

/**
 * Lets a till fail until it is called off. The days that takes are put into the past: the streak
 * is told as old and long, and then really fails once more.
 */
export async function callOff(portal: Portal, integrationId: string, serial: string) {
  portal.sandbox.control.addFault({ kind: 'venue_offline', serial });
  const sync = () => portal.api('POST', `/api/v1/integrations/${integrationId}/sync`);
  await sync();
  await becomes(portal, integrationId, { status: 'Failed' });
  await portal.database.withCompany(portal.company.companyId, (tx) =>
    tx.run(sql`UPDATE integrations SET failure_count = 19,
      first_failure_at = first_failure_at - interval '80 hours'
      WHERE integration_id = ${integrationId}`),
  );
  await sync();
  await becomes(portal, integrationId, { status: 'CalledOff' });
}
