import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, manualClock } from '#kernel/clock.ts';
import { type LedgerOrder, writeLedger } from '../ledger.ts';
import { ordersOfDay, type RestaurantConfig, serviceDay } from '../restaurant.ts';
import { ledgerDays } from '../truth.ts';
import { zoneClock } from '../wall-time.ts';
import { SHAPES } from './rows.ts';
import { type ClusterSandbox, type ClusterVenue, startClusterSandbox } from './sandbox.ts';
import { type Asked, askPing, askSales, ordersOfRows, type Row } from './testing.ts';

const venue = { name: 'Chez Zoé', timeZone: 'America/Toronto', currency: 'CAD' };
const house: RestaurantConfig = { seed: 11, venue, ordersPerDay: 150, from: '2026-03-06', days: 4 };
const key = { apiKey: 'k1', serial: 's1' };
const zone = zoneClock(venue.timeZone);
const orders = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'].flatMap((date) =>
  ordersOfDay(house, date),
);
const open: ClusterSandbox[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await writeLedger(join(folder, 'year.jsonl.gz'), { venue, orders });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});
afterAll(() => rm(folder, { recursive: true }));

async function start(venues: ClusterVenue[], clock?: Clock): Promise<ClusterSandbox & Asked> {
  const sandbox = await startClusterSandbox({ venues, ...(clock === undefined ? {} : { clock }) });
  open.push(sandbox);
  return { ...sandbox, ...(sandbox.locations[0] ?? key) };
}

async function rowsOf(response: Response): Promise<Row[]> {
  expect(response.status).toBe(200);
  return ((await response.json()) as { rows: Row[] }).rows;
}

describe.each(SHAPES)('a ledger file in shape %s', (shape) => {
  it('is served whole, newest first, and adds up to its truth', async () => {
    const source = { ledgerFile: join(folder, 'year.jsonl.gz') };
    const sandbox = await start([{ source, shape, locations: [key] }]);
    const rows = await rowsOf(await askSales(sandbox, '2026-01-01', '2026-12-31'));
    const dates = rows.map((row) => row.Date);
    expect(dates).toEqual([...dates].sort().reverse());
    const truth = ledgerDays({ venue, orders });
    expect(ledgerDays({ venue, orders: ordersOfRows(rows, shape) })).toEqual(truth);
    expect((await sandbox.control.ledgerDays()).days).toEqual(truth);
    const asked = await fetch(`${sandbox.url}/_control/ledger/days?serial=s1`);
    expect(await asked.json()).toMatchObject({ serial: 's1', venue, days: truth });
  });
});

describe('the window of a query', () => {
  it('holds both ends, and a bare end date loses its day', async () => {
    const source = { restaurant: house };
    const sandbox = await start([{ source, liveTime: false, locations: [key] }]);
    const ids = async (from: string, to: string) =>
      (await rowsOf(await askSales(sandbox, from, to))).map((row) => row.OrderId as string);
    const expected = (from: string, to: string) =>
      orders
        .filter((order) => order.openedAt >= from && order.openedAt <= to)
        .map((order) => order.id)
        .sort();
    const noon = orders.find((order) => order.openedAt > '2026-03-07T12') as LedgerOrder;
    const at = noon.openedAt.replace('T', ' ');
    expect(await ids(at, at)).toContain(noon.id);
    for (const [from, to] of [
      ['2026-03-07 00:00:00', '2026-03-07 23:59:59'],
      ['2026-03-06', '2026-03-07'],
      [at, '2026-03-08 01:15:00'],
      ['2026-03-09', '2026-03-06'],
      ['1990-01-01', '2090-01-01'],
    ] as const) {
      const wall = (text: string) => `${text.slice(0, 10)}T${text.slice(11) || '00:00:00'}`;
      expect((await ids(from, to)).sort()).toEqual(expected(wall(from), wall(to)));
    }
  });
});

describe('who is let in', () => {
  it('tells a wrong key from a wrong serial, also a serial of another key', async () => {
    const sandbox = await start([
      { source: { restaurant: house }, locations: [{ apiKey: 'k1', serial: 's1' }] },
      {
        source: { restaurant: { ...house, seed: 12 } },
        locations: [
          { apiKey: 'k2', serial: 's2' },
          { apiKey: 'k2', serial: 's3' },
        ],
      },
    ]);
    const status = async (apiKey: string, serial: string) => {
      const asked = { url: sandbox.url, apiKey, serial };
      const [ping, sales] = [
        await askPing(asked),
        await askSales(asked, '2026-03-06', '2026-03-07'),
      ];
      const body = (await ping.json()) as { error?: string; status?: string };
      await sales.body?.cancel();
      expect(sales.status).toBe(ping.status);
      return `${ping.status} ${body.error ?? body.status}`;
    };
    expect(await status('k1', 's1')).toBe('200 online');
    expect(await status('k2', 's2')).toBe('200 online');
    expect(await status('k2', 's3')).toBe('200 online');
    expect(await status('k1', 's2')).toBe('404 unknown_serial');
    expect(await status('k2', 's1')).toBe('404 unknown_serial');
    expect(await status('k1', 'nope')).toBe('404 unknown_serial');
    expect(await status('nope', 's1')).toBe('401 invalid_api_key');
    expect(await status('', '')).toBe('401 invalid_api_key');
  });

  it('refuses other questions, methods and paths', async () => {
    const sandbox = await start([{ source: { restaurant: house }, locations: [key] }]);
    const headers = { 'x-api-key': 'k1', 'x-serial': 's1' };
    const other = await fetch(`${sandbox.url}/sales-data?query=DROP%20TABLE%20orders`, { headers });
    expect([other.status, await other.json()]).toEqual([400, { error: 'query_not_allowed' }]);
    expect((await fetch(`${sandbox.url}/sales-data`, { headers })).status).toBe(400);
    expect((await fetch(`${sandbox.url}/sales-data`, { method: 'POST', headers })).status).toBe(
      404,
    );
    expect((await fetch(`${sandbox.url}//`)).status).toBe(404);
  });

  it('shares the orders of a venue out among its tills, each to one', async () => {
    const locations = ['a', 'b', 'c'].map((serial) => ({ apiKey: 'k', serial }));
    const source = { restaurant: house };
    const sandbox = await start([{ source, liveTime: false, locations }]);
    const parts = await Promise.all(
      locations.map(async (location) =>
        rowsOf(await askSales({ ...sandbox, ...location }, '2026-03-01', '2026-03-31')),
      ),
    );
    for (const part of parts) {
      expect(part.length).toBeGreaterThan(orders.length / 5);
    }
    const ids = parts.flat().map((row) => row.OrderId);
    expect(ids.sort()).toEqual(orders.map((order) => order.id).sort());
    expect((await sandbox.control.ledgerDays()).days).toEqual(ledgerDays({ venue, orders }));
    const one = await sandbox.control.ledgerDays({ serial: 'b' });
    expect(one.days['2026-03-07']?.orders).toBeLessThan(100);
  });

  it('takes each serial once', async () => {
    const source = { restaurant: house };
    await expect(
      startClusterSandbox({ venues: [{ source, locations: [key, key] }] }),
    ).rejects.toThrow('every serial only once');
  });
});

describe('a live house', () => {
  it('shows orders, closings and revisions as their time comes, also through a cached day', async () => {
    const clock = manualClock(zone.toInstantMs('2026-03-07T13:00:00'));
    const sandbox = await start([{ source: { restaurant: house }, locations: [key] }], clock);
    const day = serviceDay(house, '2026-03-07');
    const versions = [...day.orders, ...day.revisions.map((revision) => revision.order)];
    for (const wall of [
      '2026-03-07T13:00:00',
      '2026-03-07T21:30:00',
      '2026-03-08T12:00:00',
      '2026-03-13T12:00:00',
    ]) {
      clock.set(zone.toInstantMs(wall));
      const rows = await rowsOf(
        await askSales(sandbox, '2026-03-07 05:00:00', '2026-03-08 04:59:59'),
      );
      const whole = await rowsOf(
        await askSales(sandbox, '2026-03-07 00:00:00', '2026-03-08 23:59:59'),
      );
      const told = ordersOfRows(rows, 'nested');
      expect(whole.filter((row) => rows.some((each) => each.OrderId === row.OrderId))).toEqual(
        rows,
      );
      for (const order of told) {
        expect(order.openedAt <= wall).toBe(true);
        if (order.state === 'open') {
          expect([order.closedAt, order.payments]).toEqual([null, []]);
        } else {
          expect(versions).toContainEqual(order);
          expect(order.updatedAt <= wall).toBe(true);
        }
      }
      const due = new Set(
        versions
          .filter((order) => order.openedAt <= wall)
          .filter((order) => !isStillToArrive(order.id, wall))
          .map((order) => order.id),
      );
      expect(new Set(told.map((order) => order.id))).toEqual(due);
      const { days } = await sandbox.control.ledgerDays();
      expect(days['2026-03-07']).toEqual(ledgerDays({ venue, orders: told })['2026-03-07']);
    }
    function isStillToArrive(id: string, wall: string): boolean {
      const isLate = !day.orders.some((order) => order.id === id);
      return isLate && day.revisions.some(({ at, order }) => order.id === id && at > wall);
    }
    const { days } = await sandbox.control.ledgerDays();
    expect(days['2026-03-07']).toEqual(ledgerDays({ venue, orders })['2026-03-07']);
  });

  it('forgets the future again when the clock is set back', async () => {
    const clock = manualClock(zone.toInstantMs('2026-03-08T12:00:00'));
    const sandbox = await start([{ source: { restaurant: house }, locations: [key] }], clock);
    const count = async () =>
      (await rowsOf(await askSales(sandbox, '2026-03-07 00:00:00', '2026-03-07 23:59:59'))).length;
    const later = await count();
    clock.set(zone.toInstantMs('2026-03-07T18:00:00'));
    expect(await count()).toBeLessThan(later);
  });

  it('goes on for ever without an end', async () => {
    const clock = manualClock(zone.toInstantMs('2031-07-05T20:00:00'));
    const { days: _, ...endless } = house;
    const sandbox = await start([{ source: { restaurant: endless }, locations: [key] }], clock);
    const rows = await rowsOf(await askSales(sandbox, '2031-07-05', '2031-12-31'));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows[0]?.Date <= '2031-07-05 20:00:00').toBe(true);
  });
});
