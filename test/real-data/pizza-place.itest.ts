import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAmount } from '#kernel/money.ts';
import { sql } from '#platform/db/sql.ts';
import { readStoredDays } from '../sync/stored.ts';
import { openWorld, type World } from '../sync/world.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const ledger = 'pizza-place.ledger.jsonl.gz';

interface Expected {
  total: { orders: number; quantity: string; net: string; businessDays: number };
  days: Record<
    string,
    { orders: number; net: string; morningNet: string; categories: Record<string, string> }
  >;
}

const minor = (amount: string) => parseAmount(amount, 'USD');

describe.runIf(hasRealData(ledger))('a real year of a pizza place', () => {
  let world: World;
  let expected: Expected;

  beforeEach(() => {
    expected = JSON.parse(readFileSync(join(realDataFolder, 'pizza-place.expected.json'), 'utf8'));
  });
  afterEach(() => world.close());

  async function importYear(shape: 'nested' | 'orders' | 'lines', includeModifiers: boolean) {
    world = await openWorld({
      venues: [
        {
          source: { ledgerFile: join(realDataFolder, ledger) },
          shape,
          locations: [{ apiKey: 'pizza', serial: 'P-1' }],
        },
      ],
      now: '2016-02-01T12:00:00Z',
      timeZone: 'America/New_York',
      currency: 'USD',
    });
    const settings = { historyFrom: '2015-01-01', includeModifiers };
    await world.check(await world.connect({ settings }));
    await world.backfill();
  }

  test.each(['nested', 'orders', 'lines'] as const)(
    'imports to every expected day, category and morning figure (%s rows)',
    async (shape) => {
      await importYear(shape, shape === 'orders');
      const stored = await readStoredDays(world.database, world.company);
      const days = Object.entries(stored).map(([date, day]) => [
        date,
        {
          orders: day.orders,
          netMinor: day.netMinor,
          morningNetMinor: day.morningNetMinor,
          categories: Object.fromEntries(
            Object.entries(day.categories).map(([name, { netMinor }]) => [name, netMinor]),
          ),
        },
      ]);
      const wanted = Object.entries(expected.days).map(([date, day]) => [
        date,
        {
          orders: day.orders,
          netMinor: minor(day.net),
          morningNetMinor: minor(day.morningNet),
          categories: Object.fromEntries(
            Object.entries(day.categories).map(([name, net]) => [name, minor(net)]),
          ),
        },
      ]);
      expect(Object.fromEntries(days)).toEqual(Object.fromEntries(wanted));
      expect(days).toHaveLength(expected.total.businessDays);
      expect(await totals()).toEqual({
        orders: expected.total.orders,
        units: Number(expected.total.quantity),
        netMinor: minor(expected.total.net),
      });
      // One size is one modifier: 32 pizzas, 91 of them told apart by size.
      expect(await countPosItems()).toBe(shape === 'orders' ? 91 : 32);
    },
  );

  async function totals() {
    const { companyId } = world.company;
    return world.database.withCompany(companyId, (tx) =>
      tx.first(sql`
        SELECT (SELECT sum(orders) FROM day_totals)::bigint AS orders,
          (SELECT sum(quantity) FROM day_breakdowns WHERE dimension = 'category')::bigint AS units,
          (SELECT sum(net_minor) FROM day_totals)::bigint AS "netMinor"
      `),
    );
  }

  async function countPosItems() {
    const { companyId } = world.company;
    const row = await world.database.withCompany(companyId, (tx) =>
      tx.first<{ count: number }>(sql`SELECT count(*) AS count FROM pos_items`),
    );
    return row?.count;
  }
});
