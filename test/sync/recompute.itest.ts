import { afterEach, describe, expect, test } from 'vitest';
import { insertRecomputation } from '#modules/sales/index.ts';
import { recomputeVenue, rederiveIntegration } from '#modules/sync/index.ts';
import { sql } from '#platform/db/sql.ts';
import { readStoredDays } from './stored.ts';
import { openWorld, type World } from './world.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const zone = 'America/Toronto';
const venue = { name: 'Chez Test', timeZone: zone, currency: 'CAD' };
const restaurant = { seed: 'recompute', venue, ordersPerDay: 40, from: '2026-02-20' };
const usual = { timeZone: zone, cutoff: '05:00', morningEnd: '15:00' };
const signal = new AbortController().signal;

describe('a change of how a venue cuts its days', () => {
  let world: World;
  afterEach(() => world.close());

  async function importAll() {
    world = await openWorld({
      venues: [{ source: { restaurant }, locations: [till] }],
      now: '2026-03-20T18:00:00Z',
    });
    const integrationId = await world.connect({ settings: { historyMonths: 6 } });
    await world.check(integrationId);
    await world.backfill();
    return integrationId;
  }

  async function changeRule(now: typeof usual) {
    const { companyId, venueId } = world.company;
    const nowMs = world.clock.now();
    const recomputationId = await world.database.withCompany(companyId, async (tx) => {
      await tx.run(sql`UPDATE venues SET time_zone = ${now.timeZone}, cutoff = ${now.cutoff}, morning_end = ${now.morningEnd}
        WHERE company_id = ${companyId} AND venue_id = ${venueId}`);
      return insertRecomputation(tx, { companyId, venueId, was: usual, now, nowMs });
    });
    await recomputeVenue(world.deps, { companyId, recomputationId, signal });
  }

  function rows<Row>(text: string): Promise<Row[]> {
    return world.database.withCompany(world.company.companyId, (tx) =>
      tx.rows<Row>({ text, values: [] }),
    );
  }

  test('another cut-off and morning give the till’s truth by the new rule, restated with the rule as the reason', async () => {
    await importAll();
    await changeRule({ ...usual, cutoff: '00:00', morningEnd: '14:00' });
    const truth = await world.sandbox.control.ledgerDays({ cutoff: '00:00', morningEnd: '14:00' });
    const stored = await readStoredDays(world.database, world.company);
    const wanted = Object.entries(truth.days).filter(([, day]) => day.orders > 0);
    expect(Object.keys(stored)).toEqual(wanted.map(([date]) => date));
    for (const [date, day] of wanted) {
      const { lines: _lines, quantity: _quantity, taxes: _taxes, ...comparable } = day;
      expect(stored[date], date).toEqual(comparable);
    }
    const restated = await rows<{ why: { kind: string }[] }>('SELECT why FROM restatements');
    expect(restated.length).toBeGreaterThan(0);
    expect(restated.flatMap((row) => row.why.map((cause) => cause.kind))).toEqual(
      restated.map(() => 'day_rule_changed'),
    );
    expect(
      await rows('SELECT state, days_total = days_done AS whole FROM day_recomputations'),
    ).toEqual([{ state: 'done', whole: true }]);
  });

  test('another zone reads the till’s wall times as other instants, and the days stay the till’s days', async () => {
    await importAll();
    const before = await readStoredDays(world.database, world.company);
    const firstWas = await rows<{ at: Date }>('SELECT min(occurred_at) AS at FROM orders');
    await changeRule({ ...usual, timeZone: 'America/Vancouver' });
    const firstNow = await rows<{ at: Date }>('SELECT min(occurred_at) AS at FROM orders');
    expect((firstNow[0]?.at.getTime() ?? 0) - (firstWas[0]?.at.getTime() ?? 0)).toBe(3 * 3_600_000);
    expect(await readStoredDays(world.database, world.company)).toEqual(before);
  });

  test.each([
    ['the first year there is', '0001-01-01'],
    ['the year 202', '0202-11-20'],
  ])('a day of %s, read by a slip, neither stops nor lengthens it', async (_year, odd) => {
    await importAll();
    await rows(`INSERT INTO day_totals (company_id, venue_id, business_date, location_id, orders,
        open_orders, unbalanced_orders, guests, gross_minor, discount_minor, comp_minor, net_minor,
        tax_minor, tip_minor, service_charge_minor, morning_orders, morning_net_minor,
        day_only_orders, sum_orders, computed_at)
      SELECT company_id, venue_id, '${odd}', location_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now()
      FROM day_totals ORDER BY business_date LIMIT 1`);
    await rows(`UPDATE locations
      SET covered = covered + tstzmultirange(tstzrange('${odd} 00:00Z', '${odd} 23:00Z'))`);
    await changeRule({ ...usual, cutoff: '00:00', timeZone: 'Pacific/Auckland' });
    const [told] = await rows<{ state: string; total: number }>(
      'SELECT state, days_total AS total FROM day_recomputations',
    );
    expect(told).toMatchObject({ state: 'done' });
    expect(told?.total).toBeLessThan(200);
    expect(
      await rows(
        `SELECT 1 FROM day_totals WHERE business_date > '${odd}' AND business_date < '2000-01-01'`,
      ),
    ).toEqual([]);
  });

  test('asked again, a finished recomputation does nothing', async () => {
    await importAll();
    await changeRule({ ...usual, cutoff: '04:00' });
    const before = await rows('SELECT * FROM day_totals ORDER BY business_date');
    const { companyId } = world.company;
    const [done] = await rows<{ id: string }>(
      'SELECT recomputation_id AS id FROM day_recomputations',
    );
    await recomputeVenue(world.deps, { companyId, recomputationId: done?.id ?? '', signal });
    expect(await rows('SELECT * FROM day_totals ORDER BY business_date')).toEqual(before);
  });

  test('Include modifiers turned on tells POS items apart by their modifiers without asking the till', async () => {
    const integrationId = await importAll();
    const { companyId } = world.company;
    const before = await readStoredDays(world.database, world.company);
    const itemsBefore = await rows<{ code: string }>(
      "SELECT DISTINCT name AS code FROM day_breakdowns WHERE dimension = 'item'",
    );
    const [had] = await rows<{ count: number }>('SELECT count(*)::int AS count FROM pos_items');
    await rows(`UPDATE integrations SET settings = settings || '{"includeModifiers": true}'`);
    world.sandbox.control.clearRequests();
    await rederiveIntegration(world.deps, { companyId, integrationId, signal });
    expect(world.sandbox.control.requests()).toEqual([]);
    const itemsAfter = await rows<{ code: string }>(
      "SELECT DISTINCT name AS code FROM day_breakdowns WHERE dimension = 'item'",
    );
    expect(itemsAfter.length).toBeGreaterThan(itemsBefore.length);
    const [has] = await rows<{ count: number }>('SELECT count(*)::int AS count FROM pos_items');
    const [run] = await rows<{ pos_items_new: number }>(
      "SELECT pos_items_new FROM runs WHERE kind = 'rederive'",
    );
    expect(run?.pos_items_new).toBe((has?.count ?? 0) - (had?.count ?? 0));
    expect(run?.pos_items_new).toBeGreaterThan(0);
    expect(await readStoredDays(world.database, world.company)).toEqual(before);
    expect(await rows('SELECT * FROM restatements')).toEqual([]);
  });
});
