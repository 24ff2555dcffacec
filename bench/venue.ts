import { createCompany } from '#modules/tenancy/index.ts';
import type { Database } from '#platform/db/database.ts';

export interface BenchVenue {
  companyId: string;
  venueId: string;
  apiKey: string;
}

export const timeZone = 'America/Toronto';
let made = 0;

/** A company with one venue, where the sandbox's houses are. */
export async function makeVenue(database: Database, nowMs: number): Promise<BenchVenue> {
  made += 1;
  const { companyId, venue, apiKey } = await createCompany(database, {
    name: `Company ${made}`,
    // Nobody signs in here, so no password has to be hashed.
    owner: { email: `owner-${made}@example.com`, name: 'Owner', passwordHash: 'none' },
    venue: { name: 'Brasserie du Port', timeZone, currency: 'CAD' },
    nowMs,
  });
  return { companyId, venueId: venue.venueId, apiKey };
}
