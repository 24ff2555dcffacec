import { systemClock } from '#kernel/clock.ts';
import {
  type CreatedCompany,
  createCompany,
  hashPasswordText,
  type Venue,
} from '#modules/tenancy/index.ts';
import type { Database } from '#platform/db/database.ts';

/** A whole tenant, ready to be used by tests. */
export interface TestCompany {
  companyId: string;
  venueId: string;
  venue: Venue;
  /** With every scope; send `authorization: Bearer …`. */
  apiKey: string;
  owner: { userId: string; email: string; password: string };
  /** Headers of a call with the API key. */
  headers: { authorization: string };
}

export const testPassword = 'correct-horse-battery';
// Hashing takes a tenth of a second on purpose; one hash serves every owner of a run.
let passwordHash: Promise<string> | undefined;
let made = 0;

/** Makes company, venue, owner and API key; every call another company, in about 10 ms. */
export async function makeCompany(
  database: Database,
  choices: {
    name?: string;
    timeZone?: string;
    currency?: string;
    cutoff?: string;
    morningEnd?: string;
    ownerEmail?: string;
    nowMs?: number;
  } = {},
): Promise<TestCompany> {
  made += 1;
  passwordHash ??= hashPasswordText(testPassword);
  const { timeZone = 'America/Toronto', currency = 'CAD', cutoff, morningEnd } = choices;
  const created: CreatedCompany = await createCompany(database, {
    name: choices.name ?? `Company ${made}`,
    owner: {
      email: choices.ownerEmail ?? `owner-${made}-${process.pid}@example.com`,
      name: 'Olive Owner',
      passwordHash: await passwordHash,
    },
    venue: { name: `Venue ${made}`, timeZone, currency, cutoff, morningEnd },
    nowMs: choices.nowMs ?? systemClock.now(),
  });
  const { companyId, venue, apiKey, owner } = created;
  return {
    companyId,
    venueId: venue.venueId,
    venue,
    apiKey,
    owner: { userId: owner.userId, email: owner.email, password: testPassword },
    headers: { authorization: `Bearer ${apiKey}` },
  };
}
