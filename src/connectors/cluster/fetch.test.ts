import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToWall, wallToInstantMs } from '#kernel/business-day.ts';
import type {
  ConnectorContext,
  ConnectorHttp,
  Json,
  RawPage,
  ReadBody,
  VendorAnswer,
  VendorCall,
  Window,
} from '../contract.ts';
import { fetchWindow } from './fetch.ts';
import { verify } from './verify.ts';

const timeZone = 'America/Toronto';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const startMs = wallToInstantMs('2025-10-25T05:00:00', timeZone);

interface Till {
  rows: Json[];
  rowsMax?: number;
  /** Rows sent with every answer, whatever was asked. */
  always?: Json[];
  bytesMax?: number;
}

/** A till in memory that answers the one query, and counts how often it is asked. */
function tillHttp(till: Till): ConnectorHttp & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async request<T>({ path, query }: VendorCall, read?: ReadBody<T>) {
      if (path === '/ping-pos') return answer({ status: 'online' }, read);
      const [, from = '', to = ''] =
        /Date >= '(.*?)' AND Date <= '(.*?)'/.exec(query?.query ?? '') ?? [];
      asked.push(`${from}..${to}`);
      const inside = till.rows.filter((row) => {
        const { Date: date } = row as { Date: string };
        return date >= from && date <= to;
      });
      const newestFirst = inside.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1));
      if (till.bytesMax !== undefined && inside.length > till.bytesMax) {
        throw Object.assign(new Error('large'), { name: 'HttpFailure', kind: 'too_large' });
      }
      const rows = [...(till.always ?? []), ...newestFirst].slice(0, till.rowsMax);
      return answer({ rows }, read);
    },
  };
}

function dateOf(row: Json): string {
  return (row as { Date: string }).Date;
}

async function answer<T>(json: Json, read?: ReadBody<T>): Promise<VendorAnswer<T>> {
  const body = Buffer.from(JSON.stringify(json));
  const told = read === undefined ? (json as T) : await read(body);
  return { status: 200, contentType: 'application/json', json: told, bytes: body.length };
}

function alwaysAnswering(json: Json): ConnectorHttp {
  return { request: (_, read) => answer(json, read) };
}

function rowAt(instantMs: number, id: string): Json {
  const date = instantToWall(instantMs, timeZone).replace('T', ' ');
  return { OrderId: id, Date: date, UpdatedAt: date, State: 'closed', Lines: [], Payments: [] };
}

/** `count` orders from the start on, `everyMs` apart. */
function rowsFrom(count: number, everyMs: number): Json[] {
  return Array.from({ length: count }, (_, index) => rowAt(startMs + index * everyMs, `${index}`));
}

function contextFor(
  http: ConnectorHttp,
  signal = new AbortController().signal,
): ConnectorContext<unknown> {
  return {
    http,
    nowMs: startMs + 10 * DAY_MS,
    log: { info() {}, warn() {} },
    signal,
    location: { identity: '1', label: '1', secret: { apiKey: 'k' } },
    settings: {},
    timeZone,
  };
}

async function pagesOf(http: ConnectorHttp, window: Window, cursor?: string): Promise<RawPage[]> {
  const pages: RawPage[] = [];
  for await (const page of fetchWindow(contextFor(http), window, cursor)) pages.push(page);
  return pages;
}

async function keysOf(http: ConnectorHttp, window: Window): Promise<string[]> {
  const pages = await pagesOf(http, window);
  return pages.flatMap((page) => page.orders.map((order) => order.key ?? '?'));
}

const window = { fromMs: startMs, toMs: startMs + 10 * DAY_MS };

describe('trying credentials', () => {
  it('promises nothing about sales that are not imported, nor says what was not saved', async () => {
    const failing = (failure: object): ConnectorHttp => ({
      request: () =>
        Promise.reject(Object.assign(new Error('no'), { name: 'HttpFailure', ...failure })),
    });
    const failures = [
      { kind: 'status', status: 401 },
      { kind: 'status', status: 429, retryAfterMs: 30_000 },
      { kind: 'status', status: 503 },
      { kind: 'aborted' },
    ];
    for (const failure of failures) {
      const result = await verify(contextFor(failing(failure)));
      if (result.ok) throw new Error('verified');
      const { en, fr } = result.problem.message;
      expect(en).not.toMatch(/already imported|by ourselves|keep trying|saved/);
      expect(fr).not.toMatch(/déjà importées|enregistré/);
    }
  });
});

describe('reading a window', () => {
  it('keeps what lies in it: the start included, the end not', async () => {
    const rows = [startMs - 1000, startMs, window.toMs - 1000, window.toMs].map((ms, index) =>
      rowAt(ms, `${index}`),
    );
    expect(await keysOf(tillHttp({ rows }), window)).toEqual(['2', '1']);
  });

  it('asks once for ten business days, and in bounded pieces for more, newest first', async () => {
    const short = tillHttp({ rows: [] });
    await pagesOf(short, window);
    expect(short.asked).toHaveLength(1);
    const long = tillHttp({ rows: rowsFrom(100, 7 * HOUR_MS) });
    const pages = await pagesOf(long, { fromMs: startMs, toMs: startMs + 29 * DAY_MS });
    expect(long.asked).toEqual([
      '2025-11-13 00:00:00..2025-11-23 23:59:59',
      '2025-11-02 00:00:00..2025-11-12 23:59:59',
      '2025-10-25 00:00:00..2025-11-01 23:59:59',
    ]);
    expect(pages.map((page) => page.nextCursor)).toEqual(['2025-11-12', '2025-11-01', null]);
  });

  it('goes on from a cursor with nothing lost and nothing twice', async () => {
    const http = tillHttp({ rows: rowsFrom(100, 7 * HOUR_MS) });
    const wide = { fromMs: startMs, toMs: startMs + 40 * DAY_MS };
    const all = await pagesOf(http, wide);
    for (const [index, page] of all.entries()) {
      if (!page.nextCursor) continue;
      expect(await pagesOf(http, wide, page.nextCursor)).toEqual(all.slice(index + 1));
    }
    await expect(pagesOf(http, wide, '1999-01-01')).rejects.toThrow('cursor');
  });

  it('gives, cut anywhere, the same orders as in one piece', async () => {
    const rows = rowsFrom(90, 5 * HOUR_MS);
    const whole = (
      await keysOf(tillHttp({ rows }), { fromMs: startMs, toMs: startMs + 20 * DAY_MS })
    ).sort();
    const cuts = fc.array(fc.nat(20 * DAY_MS), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (offsets) => {
        const edges = [0, ...offsets.sort((a, b) => a - b), 20 * DAY_MS];
        const keys: string[] = [];
        for (const [index, from] of edges.slice(0, -1).entries()) {
          const part = { fromMs: startMs + from, toMs: startMs + (edges[index + 1] ?? 0) };
          keys.push(...(await keysOf(tillHttp({ rows }), part)));
        }
        expect(keys.sort()).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('hands an unreadable row over once, however often it comes', async () => {
    const always = [{ OrderId: 'bad', Date: '0000-00-00' }, { Date: '2025-10-26 12:00:00' }];
    const http = tillHttp({ rows: rowsFrom(20, HOUR_MS), always });
    const orders = (await pagesOf(http, { ...window, toMs: startMs + 30 * DAY_MS })).flatMap(
      (page) => page.orders,
    );
    expect(http.asked.length).toBeGreaterThan(1);
    expect(
      orders.filter((order) => order.occurredAtMs === null || order.key === null),
    ).toHaveLength(2);
    expect(orders).toHaveLength(22);
  });

  it('says the service changed when none of many rows can be read', async () => {
    const rows = rowsFrom(12, HOUR_MS).map((row) => ({ Date: dateOf(row), No: 1 }));
    await expect(pagesOf(tillHttp({ rows }), window)).rejects.toThrow('none of 12 rows');
  });

  it('stops between requests when told to', async () => {
    const stop = new AbortController();
    const http = tillHttp({ rows: [] });
    const pages = fetchWindow(contextFor(http, stop.signal), {
      ...window,
      toMs: startMs + 40 * DAY_MS,
    });
    await pages.next();
    stop.abort();
    await expect(pages.next()).rejects.toThrow();
    expect(http.asked).toHaveLength(1);
  });
});

describe('an answer that may be cut off', () => {
  it('is asked for again in halves, and what the halves show is believed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(500, 1000, 512),
        fc.integer({ min: 400, max: 3000 }),
        async (rowsMax, count) => {
          const rows = rowsFrom(count, 5 * 60_000);
          const keys = await keysOf(tillHttp({ rows, rowsMax }), {
            fromMs: startMs,
            toMs: startMs + 11 * DAY_MS,
          });
          expect(keys).toHaveLength(count);
          expect(new Set(keys).size).toBe(count);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is believed when the halves show no more', async () => {
    const http = tillHttp({ rows: rowsFrom(500, 20 * 60_000) });
    const [page] = await pagesOf(http, window);
    expect(page?.orders).toHaveLength(500);
    expect(page).not.toHaveProperty('warnings');
    expect(http.asked.length).toBeGreaterThan(1);
  });

  it('is not doubted when its count is not round', async () => {
    const http = tillHttp({ rows: rowsFrom(501, 20 * 60_000) });
    await pagesOf(http, window);
    expect(http.asked).toHaveLength(1);
  });

  it('warns when an hour alone is cut off', async () => {
    const rows = rowsFrom(700, 1000);
    const [page] = await pagesOf(tillHttp({ rows, rowsMax: 500 }), window);
    expect(page?.orders).toHaveLength(500);
    expect(page?.warnings?.[0]?.en).toContain('cut off');
  });

  it('is asked for in halves when it is too large to take', async () => {
    const rows = rowsFrom(200, HOUR_MS);
    const http = tillHttp({ rows, bytesMax: 30 });
    expect(await keysOf(http, window)).toHaveLength(200);
    const crowded = tillHttp({ rows: rowsFrom(40, 1000), bytesMax: 30 });
    await expect(pagesOf(crowded, window)).rejects.toMatchObject({ kind: 'too_large' });
  });
});

describe('verifying', () => {
  it('tells the newest sale, looking back further when the last days are empty', async () => {
    const recent = await verify(contextFor(tillHttp({ rows: rowsFrom(240, HOUR_MS) })));
    expect(recent).toMatchObject({ ok: true, newestSaleAtMs: startMs + 239 * HOUR_MS });
    const older = await verify(contextFor(tillHttp({ rows: rowsFrom(1, HOUR_MS) })));
    expect(older).toMatchObject({ ok: true, newestSaleAtMs: startMs });
    expect(older.ok && older.note.en).toContain('1 order in the last 30 days');
  });

  it('is content with a till that sold nothing, and says what that can mean', async () => {
    const result = await verify(contextFor(tillHttp({ rows: [] })));
    expect(result).toMatchObject({ ok: true, newestSaleAtMs: null });
    expect(result.ok && result.note.fr).toContain('aucune vente');
  });

  it('fails when there are rows and none can be read', async () => {
    const http = tillHttp({ rows: [], always: [{ Id: 1 }] });
    const result = await verify(contextFor(http));
    expect(result).toMatchObject({ ok: false, problem: { code: 'cluster.answer_unexpected' } });
  });

  it.each([
    [{ status: 'offline' }, 'cluster.venue_offline'],
    [{ status: 'maybe' }, 'cluster.answer_unexpected'],
    [[], 'cluster.answer_unexpected'],
  ])('takes the ping answer %j for %s', async (json, code) => {
    expect(await verify(contextFor(alwaysAnswering(json)))).toMatchObject({
      ok: false,
      problem: { code },
    });
  });

  it('fails when the ping is fine and the sales are not', async () => {
    const result = await verify(contextFor(alwaysAnswering({ status: 'online' })));
    expect(result).toMatchObject({ ok: false, problem: { kind: 'contract_changed' } });
  });
});
