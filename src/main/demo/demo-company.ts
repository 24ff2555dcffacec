import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#kernel/clock.ts';
import {
  createCompany,
  createVenue,
  hashPasswordText,
  newPasswordText,
} from '#modules/tenancy/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { demoTills } from './demo-tills.ts';

/** How to get into the demo company; kept in the home, readable by its owner alone. */
export interface DemoSignIn {
  email: string;
  password: string;
  apiKey: string;
  venueIds: string[];
  /** First day of the sandbox tills' history; fixed, so that a restart tells the same sales. */
  historyFrom: string;
  isConnected: boolean;
}

/** Finds the demo company of this home, or makes it. */
export async function prepareDemoCompany(options: {
  home: string;
  databaseUrl: string;
  clock: Clock;
  historyFrom: string;
}): Promise<DemoSignIn> {
  const found = findDemo(options.home);
  if (found) return found;
  const database = openDatabase({ url: options.databaseUrl, connectionsMax: 2 });
  try {
    const password = newPasswordText();
    const email = 'owner@demo.example';
    const nowMs = options.clock.now();
    const [first, ...others] = demoTills(options.historyFrom).venues;
    if (!first) throw new Error('the demo has no venue');
    const company = await createCompany(database, {
      name: 'Demo Restaurants',
      owner: { email, name: 'Demo Owner', passwordHash: await hashPasswordText(password) },
      venue: { name: first.name, timeZone: first.timeZone, currency: first.currency },
      nowMs,
    });
    const venueIds = [company.venue.venueId];
    await database.withCompany(company.companyId, async (tx) => {
      for (const { name, timeZone, currency } of others) {
        venueIds.push((await createVenue(tx, { name, timeZone, currency, nowMs })).venueId);
      }
    });
    const { historyFrom } = options;
    const demo = {
      email,
      password,
      apiKey: company.apiKey,
      venueIds,
      historyFrom,
      isConnected: false,
    };
    saveDemo(options.home, demo);
    return demo;
  } finally {
    await database.close();
  }
}

export function saveDemo(home: string, demo: DemoSignIn): void {
  writeFileSync(pathIn(home), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600, flush: true });
}

export function findDemo(home: string): DemoSignIn | null {
  try {
    return JSON.parse(readFileSync(pathIn(home), 'utf8')) as DemoSignIn;
  } catch {
    return null;
  }
}

function pathIn(home: string): string {
  return join(home, 'demo.json');
}
