import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAmount } from '#kernel/money.ts';
import { addQuantities } from '#kernel/quantity.ts';
import { menuRoutes } from '#modules/menu/index.ts';
import { salesRoutes } from '#modules/sales/index.ts';
import { startTestServer, type TestServer } from '../http-server.ts';
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

interface Day {
  businessDate: string;
  completeness: string;
  orders: number | null;
  netMinor: number | null;
  morning: { netMinor: number | null };
  categories: { name: string; quantity: string; netMinor: number }[];
}

const minor = (amount: string) => parseAmount(amount, 'USD');

describe.runIf(hasRealData(ledger))('a real year of a pizza place, as the API tells it', () => {
  let world: World;
  let server: TestServer;
  let expected: Expected;

  beforeEach(() => {
    expected = JSON.parse(readFileSync(join(realDataFolder, 'pizza-place.expected.json'), 'utf8'));
  });
  afterEach(async () => {
    await server.close();
    await world.close();
  });

  async function importYear(shape: 'nested' | 'orders' | 'lines', includeModifiers: boolean) {
    const source = { ledgerFile: join(realDataFolder, ledger) };
    world = await openWorld({
      venues: [{ source, shape, locations: [{ apiKey: 'pizza', serial: 'P-1' }] }],
      now: '2016-02-01T12:00:00Z',
      timeZone: 'America/New_York',
      currency: 'USD',
    });
    server = await startTestServer({
      database: world.database,
      clock: world.clock,
      plugins: [salesRoutes, menuRoutes],
      isStrict: true,
    });
    await world.check(
      await world.connect({ settings: { historyFrom: '2015-01-01', includeModifiers } }),
    );
    await world.backfill();
  }

  async function get<Body>(path: string): Promise<Body> {
    const { headers, venueId } = world.company;
    const reply = await server.call<Body>('GET', `/api/v1/venues/${venueId}/${path}`, { headers });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    return reply.body;
  }

  test.each([
    { shape: 'nested', includeModifiers: false, posItems: 32 },
    // One size is one modifier: 32 pizzas, 91 of them told apart by size.
    { shape: 'orders', includeModifiers: true, posItems: 91 },
    { shape: 'lines', includeModifiers: true, posItems: 91 },
  ] as const)(
    '$shape rows import to every expected day, category and morning, and to $posItems POS items',
    async ({ shape, includeModifiers, posItems }) => {
      await importYear(shape, includeModifiers);
      const { days } = await get<{ days: Day[] }>('sales/days?from=2015-01-01&to=2015-12-31');
      const sold = days.filter((day) => day.completeness === 'complete');
      expect(sold.map(toComparable)).toEqual(
        Object.entries(expected.days).map(([businessDate, day]) => ({
          businessDate,
          orders: day.orders,
          netMinor: minor(day.net),
          morningNetMinor: minor(day.morningNet),
          categories: Object.fromEntries(
            Object.entries(day.categories).map(([name, net]) => [name, minor(net)]),
          ),
        })),
      );
      const others = days.filter((day) => day.completeness !== 'complete');
      expect(others.map((day) => [day.completeness, day.orders, day.netMinor])).toEqual(
        Array.from({ length: 365 - expected.total.businessDays }, () => ['no_sales', 0, 0]),
      );
      const units = sold.flatMap((day) => day.categories.map((category) => category.quantity));
      expect({
        orders: sold.reduce((sum, day) => sum + (day.orders ?? 0), 0),
        quantity: units.reduce(addQuantities, '0'),
        netMinor: sold.reduce((sum, day) => sum + (day.netMinor ?? 0), 0),
      }).toEqual({
        orders: expected.total.orders,
        quantity: expected.total.quantity,
        netMinor: minor(expected.total.net),
      });
      const items = await get<{ items: unknown[]; totalNetMinor: number }>(
        'pos-items?state=all&sort=revenue&from=2015-01-01&to=2015-12-31&limit=200',
      );
      expect(items.items).toHaveLength(posItems);
      expect(items.totalNetMinor).toBe(minor(expected.total.net));
    },
  );
});

function toComparable(day: Day) {
  return {
    businessDate: day.businessDate,
    orders: day.orders,
    netMinor: day.netMinor,
    morningNetMinor: day.morning.netMinor,
    categories: Object.fromEntries(day.categories.map(({ name, netMinor }) => [name, netMinor])),
  };
}
