import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { FaultSpec } from '../faults.ts';
import type { LedgerOrder } from '../ledger.ts';
import { ledgerDays } from '../truth.ts';
import { addSeconds, zoneClock } from '../wall-time.ts';
import { SHAPES, type Shape } from './rows.ts';
import { type ClusterSandbox, startClusterSandbox } from './sandbox.ts';
import { type Asked, askPing, askSales, ordersOfRows, type Row } from './testing.ts';

const venue = { name: 'Chez Zoé', timeZone: 'America/Toronto', currency: 'CAD' };
const zone = zoneClock(venue.timeZone);
const clock = manualClock(zone.toInstantMs('2026-05-20T14:00:00'));
const serials: Record<Shape, string> = { nested: 'N', orders: 'O', lines: 'L' };
let sandbox: ClusterSandbox;
const at = (shape: Shape = 'nested'): Asked => ({
  url: sandbox.url,
  apiKey: 'k',
  serial: serials[shape],
});

beforeAll(async () => {
  sandbox = await startClusterSandbox({
    clock,
    venues: SHAPES.map((shape) => ({
      shape,
      source: { restaurant: { seed: 1, venue, ordersPerDay: 120, from: '2026-05-01' } },
      locations: [{ apiKey: 'k', serial: serials[shape] }],
    })),
  });
});
afterEach(() => {
  sandbox.control.clearFaults();
  sandbox.control.clearRequests();
});
afterAll(() => sandbox.close());

const sales = (asked = at(), from = '2026-05-17 00:00:00', to = '2026-05-19 23:59:59') =>
  askSales(asked, from, to);

async function rowsNow(asked = at()): Promise<Row[]> {
  return ((await (await sales(asked)).json()) as { rows: Row[] }).rows;
}

async function post(fault: unknown): Promise<{ status: number; body: Row }> {
  const body = typeof fault === 'string' ? fault : JSON.stringify(fault);
  const response = await fetch(`${sandbox.url}/_control/faults`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Row };
}

describe('faults that refuse', () => {
  it.each([
    ['bad_key', 401, 'invalid_api_key'],
    ['unknown_serial', 404, 'unknown_serial'],
    ['not_activated', 403, 'not_activated'],
    ['venue_offline', 503, 'pos_offline'],
    ['rate_limited', 429, 'rate_limited'],
    ['server_error', 500, 'internal'],
  ])('%s answers %i, once, on both calls, and is logged', async (kind, status, error) => {
    for (const ask of [askPing, sales]) {
      expect((await post({ kind, times: 1, serial: 'N' })).status).toBe(201);
      const response = await ask(at());
      expect([response.status, await response.json()]).toEqual([status, { error }]);
      expect(sandbox.control.requests().at(-1)).toMatchObject({
        status,
        faults: [kind],
        serial: 'N',
      });
      expect((await ask(at())).status).toBe(200);
    }
  });

  it('rate_limited says when to come back', async () => {
    await post({ kind: 'rate_limited', retryAfterSeconds: 7 });
    expect((await sales()).headers.get('retry-after')).toBe('7');
  });

  it('touches the named till only', async () => {
    await post({ kind: 'venue_offline', serial: 'O' });
    expect((await askPing(at('nested'))).status).toBe(200);
    expect((await askPing(at('orders'))).status).toBe(503);
  });
});

describe('faults of the connection', () => {
  it('hang gives no answer until the client gives up', async () => {
    await post({ kind: 'hang' });
    const signal = AbortSignal.timeout(150);
    await expect(sales({ ...at(), signal })).rejects.toThrow(/abort|timeout/i);
    expect(sandbox.control.requests().at(-1)).toMatchObject({ status: null, faults: ['hang'] });
  });

  it('half_open sends its head and half its body, then nothing', async () => {
    await post({ kind: 'half_open' });
    const response = await sales({ ...at(), signal: AbortSignal.timeout(400) });
    expect(response.status).toBe(200);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(first.value?.length).toBeGreaterThan(10);
    await expect(
      (async () => {
        for (;;) {
          await reader.read();
        }
      })(),
    ).rejects.toThrow(/abort|timeout/i);
  });

  it('truncated_json ends in the middle, html_200 is no JSON at all', async () => {
    await post({ kind: 'truncated_json', times: 1 });
    const text = await (await sales()).text();
    expect(text.startsWith('{"rows":[{')).toBe(true);
    expect(() => JSON.parse(text)).toThrow();
    await post({ kind: 'html_200', times: 1 });
    const page = await sales();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await page.text()).toContain('<html>');
  });

  it('slow waits, and closing the sandbox does not wait for those who wait', async () => {
    const other = await startClusterSandbox({
      clock,
      venues: [
        {
          source: { restaurant: { seed: 1, venue, ordersPerDay: 5, from: '2026-05-01' } },
          locations: [{ apiKey: 'k', serial: 'N' }],
        },
      ],
    });
    other.control.addFault({ kind: 'slow', latencyMs: 60, times: 1 });
    const before = performance.now();
    await askPing({ ...at(), url: other.url });
    expect(performance.now() - before).toBeGreaterThan(55);
    other.control.addFault({ kind: 'slow', latencyMs: 600_000 });
    const waiting = askPing({ ...at(), url: other.url }).catch((error: Error) => error);
    await expect.poll(() => other.control.requests()).toHaveLength(2);
    await other.close();
    expect(await waiting).toBeInstanceOf(Error);
  });
});

describe.each(SHAPES)('faults of the rows in shape %s', (shape) => {
  const asked = () => at(shape);

  it('duplicate_page, capped, empty_answer, shrunk_answer', async () => {
    const honest = await rowsNow(asked());
    await post({ kind: 'duplicate_page', times: 1 });
    expect(await rowsNow(asked())).toEqual(honest.flatMap((row) => [row, row]));
    await post({ kind: 'capped', rowsMax: 25, times: 1 });
    expect(await rowsNow(asked())).toEqual(honest.slice(0, 25));
    await post({ kind: 'empty_answer', times: 1 });
    expect(await rowsNow(asked())).toEqual([]);
    await post({ kind: 'shrunk_answer', times: 1 });
    const some = await rowsNow(asked());
    expect(some.length / honest.length).toBeGreaterThan(0.35);
    expect(some.length / honest.length).toBeLessThan(0.65);
    expect(await rowsNow(asked())).toEqual(honest);
  });

  it('clock_skew moves every time shown, and the window with it', async () => {
    const honest = ordersOfRows(await rowsNow(asked()), shape);
    await post({ kind: 'clock_skew', minutes: 37, times: 1 });
    const skewed = new Map(
      ordersOfRows(await rowsNow(asked()), shape).map((each) => [each.id, each]),
    );
    const shown = honest.filter(
      (order) => addSeconds(order.openedAt, 37 * 60) <= '2026-05-19T23:59:59',
    );
    for (const order of shown) {
      const { openedAt, closedAt, updatedAt } = skewed.get(order.id) as LedgerOrder;
      const expected = [order.openedAt, order.closedAt as string, order.updatedAt];
      expect([openedAt, closedAt, updatedAt]).toEqual(
        expected.map((wall) => addSeconds(wall, 37 * 60)),
      );
    }
    expect(skewed.size).toBeGreaterThanOrEqual(shown.length);
  });

  it.each(['missing_id', 'bad_date', 'bad_amount'])(
    'bad_row puts one %s among good rows',
    async (variant) => {
      const honest = await rowsNow(asked());
      await post({ kind: 'bad_row', variant, times: 1 });
      const rows = await rowsNow(asked());
      expect(rows.slice(1)).toEqual(honest);
      const [bad] = rows as [Row];
      expect(bad.OrderId === undefined).toBe(variant === 'missing_id');
      expect(bad.Date === '0000-00-00 00:00:00').toBe(variant === 'bad_date');
      expect(JSON.stringify(bad).includes('abc')).toBe(variant === 'bad_amount');
    },
  );
});

describe('faults of the books', () => {
  async function changeOf(fault: FaultSpec): Promise<{ before: LedgerOrder; after: LedgerOrder }> {
    const { status, body } = await post(fault);
    expect(status).toBe(200);
    expect(body.changed).toMatchObject({ kind: fault.kind, serial: 'N' });
    return body.changed;
  }
  const shown = async (id: string) =>
    ordersOfRows(await rowsNow(), 'nested').find((order) => order.id === id);
  const dayOf = async (order: LedgerOrder) => {
    const { days } = await sandbox.control.ledgerDays({ serial: 'N' });
    return days[zone.toWall(zone.toInstantMs(order.openedAt) - 5 * 3_600_000).slice(0, 10)];
  };

  it('late_order adds one, edited_order changes one and keeps it balanced', async () => {
    const rows = await rowsNow();
    const late = await changeOf({ kind: 'late_order' });
    expect(late.before).toBeNull();
    expect(await shown(late.after.id)).toEqual(late.after);
    expect(late.after.updatedAt).toBe('2026-05-20T14:00:00');
    const edited = await changeOf({ kind: 'edited_order' });
    expect(await shown(edited.after.id)).toEqual(edited.after);
    expect(edited.after).not.toEqual(edited.before);
    const figures = Object.values(ledgerDays({ venue, orders: [edited.after] }))[0];
    const paid = Object.values(figures?.tenders ?? {}).reduce(
      (sum, each) => sum + each.amountMinor,
      0,
    );
    expect(paid).toBe((figures?.netMinor ?? 0) + (figures?.taxMinor ?? 0));
    expect((await rowsNow()).length).toBe(rows.length + 1);
  });

  it('void_after_close and vanished_order take an order out of its day, and the truth knows', async () => {
    const rows = await rowsNow();
    for (const kind of ['void_after_close', 'vanished_order'] as const) {
      const [target] = (await rowsNow()).filter((row) => row.State === 'closed') as [Row];
      const order = (await shown(target.OrderId)) as LedgerOrder;
      const before = await dayOf(order);
      const changed = await changeOf({ kind, id: order.id });
      expect(changed.before).toEqual(order);
      expect((await shown(order.id))?.state).toBe(kind === 'void_after_close' ? 'void' : undefined);
      expect((await dayOf(order))?.orders).toBe((before?.orders ?? 0) - 1);
    }
    expect((await rowsNow()).length).toBe(rows.length - 1);
  });

  it('picks the same orders in the same sequence, among the last days', async () => {
    const config = { seed: 1, venue, ordersPerDay: 120, from: '2026-05-01' };
    const picks = async () => {
      const fresh = await startClusterSandbox({
        clock,
        venues: [{ source: { restaurant: config }, locations: [{ apiKey: 'k', serial: 'N' }] }],
      });
      const ids = Array.from({ length: 5 }, () => {
        const result = fresh.control.addFault({ kind: 'vanished_order', days: 2 });
        return 'changed' in result ? (result.changed.before?.openedAt ?? '') : '';
      });
      await fresh.close();
      return ids;
    };
    const first = await picks();
    expect(await picks()).toEqual(first);
    expect(new Set(first).size).toBe(5);
    expect(first.every((openedAt) => openedAt >= '2026-05-19')).toBe(true);
  });
});

describe('the control face', () => {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${sandbox.url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Row };
  };

  it('sets, reads and removes an order, and its day follows', async () => {
    const [order] = (await call('GET', 'orders?date=2026-05-18&serial=N')).body
      .orders as LedgerOrder[];
    const mine = { ...order, id: 'à la main/1', openedAt: '2026-05-02T12:00:00', state: 'closed' };
    const path = `orders/${encodeURIComponent(mine.id)}`;
    expect((await call('PUT', `${path}?serial=N`, mine)).status).toBe(200);
    expect((await call('GET', path)).body.order).toEqual(mine);
    const moved = { ...mine, openedAt: '2026-05-03T12:00:00' };
    await call('PUT', path, moved);
    const ids = async (date: string) =>
      ((await call('GET', `orders?date=${date}&serial=N`)).body.orders as LedgerOrder[]).map(
        ({ id }) => id,
      );
    expect(await ids('2026-05-02')).not.toContain(mine.id);
    expect(await ids('2026-05-03')).toContain(mine.id);
    expect((await call('DELETE', path)).body.removed).toEqual(moved);
    expect((await call('DELETE', path)).status).toBe(404);
  });

  it('tells days by the cut-off asked for, and only those asked for', async () => {
    const { body } = await call(
      'GET',
      'ledger/days?serial=N&from=2026-05-17&to=2026-05-18&cutoff=00:00',
    );
    expect(Object.keys(body.days)).toEqual(['2026-05-17', '2026-05-18']);
    const orders = sandbox.control
      .listOrders({ date: '2026-05-17', serial: 'N' })
      .filter((order) => order.state === 'closed');
    expect(body.days['2026-05-17'].orders).toBe(orders.length);
  });

  it.each([
    ['POST', 'faults', { kind: 'nonsense' }, 400],
    ['POST', 'faults', { kind: 'hang', serial: 'nobody' }, 404],
    ['POST', 'faults', { kind: 'vanished_order', id: 'nobody' }, 404],
    ['POST', 'faults', { kind: 'late_order', order: { id: 'x' } }, 400],
    ['PUT', 'orders/x', { id: 'x' }, 400],
    ['PUT', 'orders/x', [], 400],
    ['PUT', 'orders/%E0%A4%A', {}, 400],
    ['GET', 'orders', undefined, 400],
    ['GET', 'orders?date=2026-02-30', undefined, 400],
    ['GET', 'orders?date=2026-05-18&serial=nobody', undefined, 404],
    ['GET', 'ledger/days?cutoff=5', undefined, 400],
    ['GET', 'ledger/days?from=yesterday', undefined, 400],
    ['GET', 'nonsense', undefined, 404],
    ['PATCH', 'faults', {}, 404],
  ])('answers %s %s with a reason, not a crash', async (method, path, body, status) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/\w/);
  });

  it('refuses bodies that are no JSON or too large', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post('"'.padEnd(1_100_000, 'x'))).status).toBe(413);
  });

  it('lists and clears faults one by one', async () => {
    const { body } = await post({ kind: 'slow', latencyMs: 1, times: 3 });
    await post({ kind: 'hang', serial: 'L' });
    expect((await call('GET', 'faults')).body.faults).toMatchObject([
      { kind: 'slow', timesLeft: 3 },
      { kind: 'hang', timesLeft: null },
    ]);
    expect((await call('DELETE', `faults/${body.fault.id}`)).body).toEqual({ cleared: 1 });
    expect((await call('DELETE', 'faults')).body).toEqual({ cleared: 1 });
  });

  it('remembers the last thousand requests, and never a key', async () => {
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 40 }, () => askPing(at())));
    }
    await (await sales()).text();
    const { requests } = (await call('GET', 'requests')).body;
    expect(requests).toHaveLength(1000);
    expect(requests.at(-1)).toMatchObject({
      ...{ method: 'GET', path: '/sales-data', serial: 'N', status: 200 },
      ...{ start: '2026-05-17T00:00:00', end: '2026-05-19T23:59:59', at: '2026-05-20T18:00:00Z' },
    });
    expect(JSON.stringify(requests)).not.toContain('"k"');
  });
});

it('survives clients that leave in the middle and bytes that are no HTTP', async () => {
  for (let round = 0; round < 5; round += 1) {
    const controller = new AbortController();
    const asked = sales({ ...at(), signal: controller.signal }, '2026-05-01', '2026-05-20');
    controller.abort();
    await asked.catch(() => undefined);
  }
  const { hostname, port } = new URL(sandbox.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write('\u0016\u0003 nonsense\r\n\r\n'),
    );
    socket.on('data', () => undefined).on('close', () => resolve());
  });
  expect((await askPing(at())).status).toBe(200);
});
