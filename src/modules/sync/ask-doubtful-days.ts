import type { Window } from '#connectors/contract.ts';
import { addDays, businessDateOf, daysBetween } from '#kernel/business-day.ts';
import {
  getSealedSecret,
  type Integration,
  insertRun,
  type Location,
  type Run,
} from '#modules/integrations/index.ts';
import { listImportStates } from '#modules/overview/index.ts';
import { listApprovedDates } from '#modules/reconciliation/index.ts';
import { type DoubtfulDay, listDoubtfulDays } from '#modules/sales/index.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { checkLocation } from './check-location.ts';
import type { SyncDeps } from './deps.ts';
import type { SyncVenue } from './open-till.ts';
import { toResyncRun } from './resync.ts';

/** Doubtful days are asked for again until they are this old; then a person decides. */
const daysBackMax = 31;
/** Days so close together are one question: what lies between is told once more. */
const gapDaysMax = 3;

/**
 * After a nightly check: asks again for days before its reach of which a till told nothing, while
 * that is out of line with their weekday, and for unread ones. Bounded: no day older than
 * `daysBackMax`, and few windows. What fails is written down as a run; the link's health is not
 * touched, and the next night asks again.
 * @param check `beforeDate`: the first business date that the nightly check itself has read.
 */
export async function askDoubtfulDays(
  deps: SyncDeps,
  check: {
    integration: Integration;
    venue: SyncVenue;
    locations: readonly Location[];
    beforeDate: string;
    workerKey: number;
    signal: AbortSignal;
  },
): Promise<void> {
  const { companyId } = check.integration;
  const doubtful = await deps.database.withCompany(companyId, (tx) =>
    findDoubtful(tx, check, deps.clock.now()),
  );
  for (const location of check.locations) {
    const days = doubtful.filter((one) => one.locationId === location.locationId);
    for (const window of toWindows(days)) {
      if (check.signal.aborted) return;
      const claimed = await deps.database.withCompany(companyId, (tx) =>
        claimWindow(tx, location, { ...check, window, nowMs: deps.clock.now() }),
      );
      if (claimed === null) break;
      const outcome = await checkLocation(deps, { ...check, ...claimed, location });
      if (outcome.kind !== 'succeeded') break;
    }
  }
}

async function findDoubtful(
  tx: Tx,
  { integration, venue: { rule }, beforeDate }: Parameters<typeof askDoubtfulDays>[1],
  nowMs: number,
): Promise<DoubtfulDay[]> {
  const from = addDays(businessDateOf(nowMs, rule), -daysBackMax);
  const to = addDays(beforeDate, -1);
  if (from > to) return [];
  const days = await listDoubtfulDays(tx, {
    venue: await getVenue(tx, integration.venueId),
    ...{ from, to, nowMs, findApprovedDates: listApprovedDates },
  });
  // An import under way will get there, and one that somebody cancelled is not to be carried on.
  const imports = (await listImportStates(tx)).filter(
    (one) => one.integrationId === integration.integrationId,
  );
  const mayAskMissing = imports.every(({ state }) => state === 'done' || state === 'failed');
  return days.filter(({ why }) => why === 'empty' || mayAskMissing);
}

/** Few windows that hold all the days, oldest first. Pure. */
export function toWindows(days: readonly Pick<DoubtfulDay, 'day'>[]): Window[] {
  const windows: Window[] = [];
  let lastDate: string | null = null;
  for (const { day } of days) {
    const current = windows.at(-1);
    const isNear = lastDate !== null && daysBetween(lastDate, day.businessDate) <= gapDaysMax;
    if (current && isNear) current.toMs = day.endMs;
    else windows.push({ fromMs: day.startMs, toMs: day.endMs });
    lastDate = day.businessDate;
  }
  return windows;
}

/** A run over the window; null while another one asks the location. */
async function claimWindow(
  tx: Tx,
  location: Location,
  start: { workerKey: number; nowMs: number; window: Window },
): Promise<{ run: Run; secretSealed: string } | null> {
  const run: Run = { ...toResyncRun(location, start), trigger: 'schedule' };
  if (!(await insertRun(tx, run))) return null;
  return { run, secretSealed: await getSealedSecret(tx, location.companyId, location.locationId) };
}
