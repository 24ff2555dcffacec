import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { sql } from '#platform/db/sql.ts';
import type { DayTruth } from '#simulators/truth.ts';
import { readStoredDays, type StoredTruth } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };

/** What somebody does at the till after bills were closed. */
type Deed =
  | { kind: 'void_after_close' | 'vanished_order'; daysAgo: number }
  | { kind: 'edited_order'; daysAgo: number }
  | { kind: 'late'; daysAgo: number; time: string; price: string };

/** Within the three business days that every check reads again, wherever the venue is. */
const daysAgo = fc.integer({ min: 1, max: 2 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('void_after_close' as const, 'vanished_order' as const),
    daysAgo,
  }),
  fc.record({ kind: fc.constant('edited_order' as const), daysAgo }),
  fc.record({
    kind: fc.constant('late' as const),
    daysAgo,
    // Around the cut-off, around both clock changes, and at noon.
    time: fc.constantFrom(
      '04:59:59',
      '05:00:00',
      '01:30:00',

      '12:00:00',
      '14:59:59',
      '15:00:00',
      '23:59:59',
    ),
    price: fc.constantFrom('10.00', '0.01', '99.95'),
  }),
);

const scenario = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  zone: fc.constantFrom(
    'America/Toronto',
    'America/Vancouver',
    'Europe/Paris',
    'Australia/Lord_Howe',
  ),
  // Days right after clock changes, and ordinary ones.
  today: fc.constantFrom(
    '2026-03-10',
    '2026-03-30',
    '2026-11-03',
    '2026-10-27',
    '2026-07-15',
    '2026-04-07',
  ),
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
});

describe('late changes at the till', () => {
  test('are stored as the till’s truth after the next re-read, and every restated day says was, now and why', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, zone, today, deeds }) => {
        const venue = { name: 'Chez Test', timeZone: zone, currency: 'CAD' };
        const world = await openWorld({
          venues: [
            {
              source: {
                restaurant: {
                  seed,
                  venue,
                  ordersPerDay: 12,
                  from: addDays(today, -6),
                  isAlwaysOpen: true,
                },
              },
              locations: [till],
            },
          ],
          now: `${today}T08:00:00Z`,
          timeZone: zone,
        });
        try {
          await followDeeds(world, { zone, today, deeds });
        } finally {
          await world.close();
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 12) },
    );
  }, 240_000);
});

async function followDeeds(
  world: World,
  { zone, today, deeds }: { zone: string; today: string; deeds: Deed[] },
): Promise<void> {
  const integrationId = await world.connect({ settings: { historyMonths: 6 } });
  await world.check(integrationId);
  await world.backfill();
  await expectTruth(world);
  const before = await readStoredDays(world.database, world.company);
  // Nobody has seen the end of the day that was running then.
  const running = businessDateOf(world.clock.now(), { timeZone: zone, cutoff: '05:00' });
  for (const [index, each] of deeds.entries()) perform(world, today, each, index);
  world.clock.advance(2 * 3_600_000);
  expect(await world.check(integrationId)).toBe(true);
  await expectTruth(world);
  await expectRestatements(world, { before, running });
}

function perform(world: World, today: string, deed: Deed, index: number): void {
  const { control } = world.sandbox;
  const date = addDays(today, -deed.daysAgo);
  if (deed.kind === 'late') {
    const at = `${date}T${deed.time}`;
    const line = {
      id: '1',
      code: 'late',
      name: 'Late bill',
      category: 'Late',
      quantity: '1',
      unitPrice: deed.price,
    };
    control.putOrder({
      id: `late-${index}`,
      openedAt: at,
      closedAt: at,
      updatedAt: at,
      state: 'closed',
      guests: 1,
      lines: [{ ...line, discount: '0.00', tax: '0.00', kind: 'sale', modifiers: [] }],
      payments: [{ tender: 'cash', amount: deed.price, tip: '0.00' }],
    });
    return;
  }
  const closed = control.listOrders({ date }).filter((order) => order.state === 'closed');
  const order = closed[index % Math.max(closed.length, 1)];
  if (!order) return;
  if (deed.kind === 'vanished_order') control.removeOrder(order.id);
  if (deed.kind === 'void_after_close')
    control.putOrder({ ...order, state: 'void', updatedAt: `${today}T08:00:00` });
  if (deed.kind === 'edited_order') {
    control.putOrder({
      ...order,
      lines: order.lines.slice(1),
      guests: 9,
      updatedAt: `${today}T08:00:00`,
    });
  }
}

async function expectTruth(world: World): Promise<void> {
  const truth = await world.sandbox.control.ledgerDays();
  const stored = await readStoredDays(world.database, world.company);
  const wanted = Object.entries(truth.days).filter(([, day]) => day.orders > 0);
  expect(Object.keys(stored)).toEqual(wanted.map(([date]) => date));
  for (const [date, day] of wanted) expect(comparable(stored[date]), date).toEqual(comparable(day));
}

/** Money, counts, categories, hours and tenders; hours and categories of nothing are left out. */
function comparable(day: Omit<DayTruth, 'lines' | 'quantity' | 'taxes'> | StoredTruth | undefined) {
  if (!day) return null;
  const { orders, guests, grossMinor, discountMinor, compMinor, netMinor, taxMinor, tipMinor } =
    day;
  return {
    orders,
    guests,
    grossMinor,
    discountMinor,
    compMinor,
    netMinor,
    taxMinor,
    tipMinor,
    morningNetMinor: day.morningNetMinor,
    morningOrders: day.morningOrders,
    categories: day.categories,
    hours: day.hours,
    tenders: day.tenders,
  };
}

async function expectRestatements(
  world: World,
  { before, running }: { before: Awaited<ReturnType<typeof readStoredDays>>; running: string },
): Promise<void> {
  const after = await readStoredDays(world.database, world.company);
  const rows = await world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows<{
      date: string;
      was: { netMinor?: number };
      now: { netMinor?: number };
      why: { kind: string }[];
    }>(
      sql`SELECT r.business_date AS date, r.was, r.now, r.why FROM restatements r
          JOIN day_totals t USING (company_id, venue_id, business_date, location_id)
          WHERE t.first_seen_at IS NOT NULL AND t.first_net_minor IS NOT NULL`,
    ),
  );
  for (const { date, was, now, why } of rows) {
    expect(why.length, date).toBeGreaterThan(0);
    if (was.netMinor !== undefined)
      expect([was.netMinor, now.netMinor]).toEqual([
        before[date]?.netMinor ?? 0,
        after[date]?.netMinor ?? 0,
      ]);
  }
  const restated = new Set(rows.map((row) => row.date));
  for (const [date, day] of Object.entries(after)) {
    const isChanged = date < running && day.netMinor !== (before[date]?.netMinor ?? 0);
    if (isChanged) expect(restated.has(date), `${date} changed and was not restated`).toBe(true);
  }
}
