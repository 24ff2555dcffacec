import type { StatusChange } from '#modules/integrations/index.ts';
import { assembleDays, readDaySources, toVenueDay } from '#modules/sales/index.ts';
import type { FinishedRun, RestatedDays, SeenDays } from '#modules/sync/index.ts';
import { getVenue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { listSubscribers } from './endpoint.store.ts';
import type { DataOf } from './event-types.ts';
import { lockVenueDays } from './outgoing.store.ts';
import { recordFacts } from './record-facts.ts';

/*
 * What the modules to the left tell, in their own words, becomes what receivers are told. Each runs
 * in the transaction of the fact.
 */

export async function tellStatusChange(tx: Tx, change: StatusChange): Promise<void> {
  const { integrationId, venueId, provider, was, now, nowMs } = change;
  const problem = withoutWords(change.problem);
  const data = { integrationId, venueId, provider, was, now, problem };
  await recordFacts(tx, [{ type: 'integration.status_changed', data }], nowMs);
}

export async function tellFinishedRun(tx: Tx, finished: FinishedRun): Promise<void> {
  const { run, counts, problem, nowMs } = finished;
  const data: DataOf<'run.finished'> = {
    integrationId: run.integrationId,
    venueId: finished.venueId,
    locationId: run.locationId,
    runId: run.runId,
    kind: run.kind,
    trigger: run.trigger,
    state: finished.state,
    from: new Date(run.fromMs).toISOString(),
    to: new Date(run.toMs).toISOString(),
    startedAt: new Date(run.startedAtMs).toISOString(),
    finishedAt: new Date(nowMs).toISOString(),
    ...counts,
    problem: withoutWords(problem),
  };
  await recordFacts(tx, [{ type: 'run.finished', data }], nowMs);
}

/**
 * Tells of those among the days that are now known of the whole venue. A day whose other locations
 * are still to be read is told with the last of them.
 */
export async function tellSeenDays(tx: Tx, seen: SeenDays): Promise<void> {
  if ((await listSubscribers(tx, 'day.completed')).length === 0) return;
  await lockVenueDays(tx, seen.venueId);
  const venue = await getVenue(tx, seen.venueId);
  const days = [...seen.dates].sort().map((date) => toVenueDay(date, venue));
  const sources = await readDaySources(tx, { venueIds: [seen.venueId], days });
  const judged = assembleDays({ ...sources, days, categories: [], nowMs: seen.nowMs });
  const known = judged.filter(
    ({ view }) => view.completeness === 'complete' || view.completeness === 'no_sales',
  );
  const facts = known.map(({ view }) => ({
    type: 'day.completed' as const,
    data: {
      venueId: seen.venueId,
      businessDate: view.businessDate,
      completeness: view.completeness,
      currency: venue.currency,
      orders: view.orders,
      guests: view.guests,
      grossMinor: view.grossMinor ?? 0,
      discountMinor: view.discountMinor ?? 0,
      compMinor: view.compMinor ?? 0,
      netMinor: view.netMinor ?? 0,
      taxMinor: view.taxMinor ?? 0,
      tipMinor: view.tipMinor ?? 0,
      serviceChargeMinor: view.serviceChargeMinor ?? 0,
    },
  }));
  await recordFacts(tx, facts, seen.nowMs);
}

export async function tellRestatedDays(tx: Tx, restated: RestatedDays): Promise<void> {
  const { location, restatements, runId, nowMs } = restated;
  if (restatements.length === 0) return;
  const { currency } = await getVenue(tx, location.venueId);
  const facts = restatements.map(({ businessDate, was, now, why }) => ({
    type: 'day.restated' as const,
    data: {
      venueId: location.venueId,
      integrationId: location.integrationId,
      locationId: location.locationId,
      ...{ runId, businessDate, currency, was, now },
      why: [...new Set(why.map((cause) => cause.kind))],
    },
  }));
  await recordFacts(tx, facts, nowMs);
}

/** Codes are for programs; the sentences, which may hold names, stay with the people. */
function withoutWords(problem: { kind: string; code: string } | null) {
  return problem && { kind: problem.kind, code: problem.code };
}
