import { afterEach, describe, expect, test } from 'vitest';
import { addDays, dayStartMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import { approveDay } from '#modules/reconciliation/index.ts';
import { getDay } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { LedgerOrder } from '#simulators/ledger.ts';
import { readLink } from '../faults/readings.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const from = '2026-01-05';
const restaurant = { seed: 'again', venue, ordersPerDay: 12, from, isAlwaysOpen: true };
const today = '2026-03-20';
const hourMs = 3_600_000;

let world: World;
let integrationId: string;
afterEach(() => world.close());

/** A house whose till has lost the bills of `emptied`; the answer puts them back. */
async function openHouse(...emptied: string[]): Promise<() => void> {
  world = await openWorld({
    venues: [{ source: { restaurant }, locations: [till] }],
    now: `${today}T18:00:00Z`,
    vendorTimeoutMs: 400,
  });
  const taken = emptied.flatMap(takeDay);
  integrationId = await world.connect({ settings: { historyFrom: from } });
  return () => {
    for (const order of taken) world.sandbox.control.putOrder(order);
  };
}

/** Every bill of a business day, which runs past midnight. */
function takeDay(date: string): LedgerOrder[] {
  const { control } = world.sandbox;
  return [date, addDays(date, 1)]
    .flatMap((calendarDate) => control.listOrders({ date: calendarDate }))
    .filter(({ openedAt }) => openedAt >= `${date}T05` && openedAt < `${addDays(date, 1)}T05`)
    .map(({ id }) => control.removeOrder(id));
}

/** The next check that is due by itself: nobody presses anything. */
async function nextCheck(): Promise<void> {
  world.clock.set(await dueAt('next_due_at'));
  expect(await world.check(integrationId)).toBe(true);
}

/** Goes on to the first check after the next cut-off, the nightly one. */
async function nextNight(): Promise<void> {
  world.clock.set(Math.max(await dueAt('next_nightly_at'), await dueAt('next_due_at')));
  expect(await world.check(integrationId)).toBe(true);
}

async function dueAt(column: 'next_due_at' | 'next_nightly_at'): Promise<number> {
  const row = await inCompany((tx) =>
    tx.first<Record<string, Date>>(
      sql`SELECT next_due_at, next_nightly_at FROM integrations WHERE integration_id = ${integrationId}`,
    ),
  );
  const at = row?.[column];
  if (!at) throw new Error(`no ${column}`);
  return at.getTime();
}

function inCompany<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return world.database.withCompany(world.company.companyId, work);
}

const day = (businessDate: string) =>
  inCompany((tx) =>
    getDay(tx, {
      ...{ venue: world.company.venue, businessDate, language: 'en' },
      nowMs: world.clock.now(),
    }),
  );

async function truthOf(date: string): Promise<number> {
  const truth = await world.sandbox.control.ledgerDays({ from: date, to: date });
  const netMinor = truth.days[date]?.netMinor ?? 0;
  expect(netMinor).toBeGreaterThan(0);
  return netMinor;
}

/** What a run asked for, and on whose behalf. */
async function listRuns(kind: string) {
  const runs = await inCompany((tx) =>
    tx.rows<{ fromAt: Date; toAt: Date; trigger: string; state: string }>(sql`
      SELECT window_from AS "fromAt", window_to AS "toAt", trigger, state FROM runs
      WHERE lane = 'live' AND kind = ${kind} ORDER BY run_id`),
  );
  return runs.map(({ fromAt, toAt, ...run }) => ({
    ...run,
    from: fromAt.getTime(),
    to: toAt.getTime(),
  }));
}

describe('missing and zero days are asked for again by themselves', () => {
  test('a day answered empty becomes right once the till has its sales, and says that it changed', async () => {
    const date = addDays(today, -2);
    const putBack = await openHouse(date);
    await nextCheck();
    await world.backfill();
    expect(await day(date)).toMatchObject({
      completeness: 'no_sales',
      netMinor: 0,
      unusual: { direction: 'none' },
    });
    putBack();
    await nextCheck();
    const netMinor = await truthOf(date);
    expect(await day(date)).toMatchObject({
      completeness: 'complete',
      netMinor,
      unusual: null,
      endOfDay: { asFirstSeen: { netMinor: 0, orders: 0 } },
      restatements: [{ was: { netMinor: 0 }, now: { netMinor } }],
    });
    expect((await listRuns('live')).map((run) => run.trigger)).not.toContain('user');
  });

  test('a day that could not be read is missing, and becomes right as soon as the till answers', async () => {
    await openHouse();
    await nextCheck();
    await world.backfill();
    const gap = addDays(today, 1);
    world.sandbox.control.addFault({ kind: 'venue_offline' });
    world.clock.set(dayStartMs(addDays(gap, 4), world.company.venue) + 12 * hourMs);
    expect(await world.check(integrationId)).toBe(true);
    expect(await day(gap)).toMatchObject({ completeness: 'missing', netMinor: null });
    world.sandbox.control.clearFaults();
    await nextCheck();
    // The checks of that time failed, so the first that is answered reaches back to the gap.
    expect(await day(gap)).toMatchObject({
      completeness: 'complete',
      netMinor: await truthOf(gap),
      restated: false,
    });
  });

  test('a day that ordinary checks no longer reach is reached by the nightly one', async () => {
    const date = addDays(today, -12);
    const putBack = await openHouse(date);
    await nextCheck();
    await world.backfill();
    putBack();
    await nextCheck();
    expect(await day(date)).toMatchObject({ completeness: 'no_sales', netMinor: 0 });
    await nextNight();
    expect(await day(date)).toMatchObject({
      completeness: 'complete',
      netMinor: await truthOf(date),
      restated: true,
    });
    expect(await listRuns('resync')).toEqual([]);
  });

  test('an empty day older than the nightly reach is asked for while it is out of line, up to a month', async () => {
    const [date, near, tooOld] = [-20, -22, -40].map((days) => addDays(today, days));
    if (!date || !near || !tooOld) throw new Error('no dates');
    const putBack = await openHouse(date, near, tooOld);
    await nextCheck();
    await world.backfill();
    await nextNight();
    const { startMs, endMs } = {
      startMs: dayStartMs(near, world.company.venue),
      endMs: dayStartMs(addDays(date, 1), world.company.venue),
    };
    // Both days in one question; the day that is still empty stays in doubt.
    const asked = { from: startMs, to: endMs, trigger: 'schedule', state: 'succeeded' };
    expect(await listRuns('resync')).toEqual([asked]);
    expect(await day(date)).toMatchObject({ completeness: 'no_sales' });

    putBack();
    await nextNight();
    expect(await listRuns('resync')).toEqual([asked, asked]);
    for (const one of [date, near]) {
      expect(await day(one)).toMatchObject({
        completeness: 'complete',
        netMinor: await truthOf(one),
        restated: true,
      });
    }
    expect(await day(tooOld)).toMatchObject({ completeness: 'no_sales' });
    await nextNight();
    expect(await listRuns('resync')).toHaveLength(2);
  });

  test('an empty day that somebody approved is left in peace', async () => {
    const date = addDays(today, -20);
    await openHouse(date);
    await nextCheck();
    await world.backfill();
    const { companyId, venueId } = world.company;
    const actor = { kind: 'user', id: newId(), name: 'Olive' } as const;
    const nowMs = world.clock.now();
    await inCompany((tx) =>
      approveDay(tx, { companyId, venueId, businessDate: date, actor, nowMs }, 'Closed'),
    );
    await nextNight();
    expect(await listRuns('resync')).toEqual([]);
  });

  test('a till that fails at it is as healthy as before, and is asked again the next night', async () => {
    const date = addDays(today, -20);
    const putBack = await openHouse(date);
    await nextCheck();
    await world.backfill();
    const { control } = world.sandbox;
    control.clearRequests();
    await nextNight();
    const asked = control.requests().filter(({ path }) => !path.includes('ping')).length;
    putBack();
    // Every question of the night but the last is answered.
    const call = 'sales' as const;
    control.addFault({ kind: 'venue_offline', call, afterRequests: asked - 1 });
    await nextNight();
    expect((await listRuns('resync')).map((run) => run.state)).toEqual(['succeeded', 'failed']);
    expect(await day(date)).toMatchObject({ completeness: 'no_sales' });
    const link = await readLink(world, integrationId);
    expect(link).toMatchObject({ status: 'Healthy', failureCount: 0, incidents: [] });
    control.clearFaults();
    await nextNight();
    expect(await day(date)).toMatchObject({ completeness: 'complete', restated: true });
    expect(await readLink(world, integrationId)).toMatchObject({ locationProblems: [null] });
  });
});
