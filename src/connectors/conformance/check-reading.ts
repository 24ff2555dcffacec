import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallToInstantMs } from '#kernel/business-day.ts';
import type { LedgerLine, LedgerOrder } from '#simulators/ledger.ts';
import type { RawPage } from '../contract.ts';
import { comparable, sumDays } from './day-sums.ts';
import { fingerprints, type Reading, type Workbench } from './workbench.ts';

/** What is read is what was sold: whole, once, on its day. */
export function checkReading(bench: () => Workbench): void {
  it('adds up to the truth of the till, day by day, at every location, read at the same time', async () => {
    const { simulator, read } = bench();
    const readings = await Promise.all(simulator.locations.map((location) => read(location)));
    const seen = new Set<string>();
    for (const [index, location] of simulator.locations.entries()) {
      const { raw, orders, invalid } = readings[index] as Reading;
      expect(invalid).toEqual([]);
      expect(orders.length).toBeGreaterThan(1000);
      const truth = await simulator.truthOf(location);
      expect(comparable(sumDays(orders, location.timeZone))).toEqual(comparable(truth));
      // Locations never mix.
      for (const order of fingerprints(raw)) {
        expect(seen.has(order)).toBe(false);
        seen.add(order);
      }
    }
  });

  it('gives the same window the same keys and payloads', async () => {
    const { read } = bench();
    expect(fingerprints((await read()).raw)).toEqual(fingerprints((await read()).raw));
  });

  it('gives, cut anywhere, the same orders as in one piece', async () => {
    const { read, till, window } = bench();
    const { fromMs, toMs } = window();
    const whole = fingerprints((await read()).raw);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(toMs - fromMs), { minLength: 1, maxLength: 3 }),
        async (cuts) => {
          const edges = [fromMs, ...cuts.map((cut) => fromMs + cut).sort((a, b) => a - b), toMs];
          const parts: Reading[] = [];
          for (const [index, edgeMs] of edges.slice(0, -1).entries()) {
            parts.push(await read(till, { fromMs: edgeMs, toMs: edges[index + 1] as number }));
          }
          expect(fingerprints(parts.flatMap((part) => part.raw))).toEqual(whole);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('goes on from any page with nothing lost and nothing twice', async () => {
    const { pages, window } = bench();
    const wide = { fromMs: window().fromMs - 60 * 24 * 3_600_000, toMs: window().toMs };
    const all = await collect(pages(wide, undefined));
    for (const [index, { nextCursor }] of all.entries()) {
      if (!nextCursor) continue;
      expect(await collect(pages(wide, nextCursor))).toEqual(all.slice(index + 1));
    }
  });

  it('finds nothing in the future, and no trouble', async () => {
    const { read, till, window } = bench();
    const { toMs } = window();
    const future = await read(till, { fromMs: toMs + 1000, toMs: toMs + 7 * 24 * 3_600_000 });
    expect(future.raw).toEqual([]);
    expect((await read(till, { fromMs: toMs, toMs })).raw).toEqual([]);
  });

  describe('what is asked for and what is not', () => {
    checkEdges(bench);
  });
  describe('a till whose books change', () => {
    checkChanges(bench);
  });
}

function checkEdges(bench: () => Workbench): void {
  it('includes a sale at the start of the window and not one at its end', async () => {
    const { simulator, till, read } = bench();
    const at = { '06:00:00': 'edge-start', '07:00:00': 'edge-end' };
    for (const [time, id] of Object.entries(at)) {
      simulator.putOrder(till, bill(id, `${simulator.dates.first}T${time}`));
    }
    const [fromMs = 0, toMs = 0] = Object.keys(at).map((time) =>
      wallToInstantMs(`${simulator.dates.first}T${time}`, till.timeZone),
    );
    const keys = (await read(till, { fromMs, toMs })).raw.map((order) => order.key);
    expect(keys).toContain('edge-start');
    expect(keys).not.toContain('edge-end');
  });

  it('gives sales around the cut-off and the change of clocks to their day', async () => {
    const { simulator, till, read } = bench();
    const walls = [
      ...[
        '2025-11-01T23:59:59',
        '2025-11-02T00:00:00',
        '2025-11-02T00:59:59',
        '2025-11-02T01:00:00',
      ],
      ...[
        '2025-11-02T01:59:59',
        '2025-11-02T02:00:00',
        '2025-11-02T04:59:59',
        '2025-11-02T05:00:00',
      ],
      ...['2025-11-03T04:59:59', '2025-11-03T05:00:00'],
    ];
    for (const wall of walls) simulator.putOrder(till, bill(`at-${wall}`, wall));
    await expectTruth(bench());
    const first = (await read()).orders.find((order) => order.key === 'at-2025-11-02T01:59:59');
    // The hour that happens twice: its first time.
    expect(first?.occurredAtMs).toBe(Date.UTC(2025, 10, 2, 5, 59, 59));
  });
}

function checkChanges(bench: () => Workbench): void {
  it.each(['late_order', 'edited_order', 'void_after_close', 'vanished_order'] as const)(
    'shows after a %s the books as they are now',
    async (kind) => {
      const { simulator, till, read } = bench();
      const before = await read();
      for (let times = 0; times < 5; times += 1) simulator.addFault({ kind, serial: till.serial });
      await expectTruth(bench());
      const after = await read();
      expect(fingerprints(after.raw)).not.toEqual(fingerprints(before.raw));
    },
  );

  it('nets refunds, comps, voids, discounts, modifiers and named taxes', async () => {
    const { simulator, till, read } = bench();
    const line = bill('x', 'x').lines[0] as LedgerLine;
    const modifiers = [{ code: 'm', name: 'Extra', quantity: '2', unitPrice: '0.35' }];
    const taxes = [
      { name: 'GST', amount: '0.50' },
      { name: 'QST', amount: '1.00' },
    ];
    const lines: LedgerLine[] = [
      { ...line, id: '1', quantity: '0.333', modifiers, taxes },
      { ...line, id: '2', kind: 'refund', discount: '1.00' },
      { ...line, id: '3', kind: 'refund', quantity: '-2', taxes },
      { ...line, id: '4', kind: 'comp', tax: '0.00' },
      { ...line, id: '5', kind: 'void' },
      { ...line, id: '6', discount: '10.00' },
    ];
    simulator.putOrder(till, { ...bill('all-kinds', `${simulator.dates.last}T06:30:00`), lines });
    await expectTruth(bench());
    const order = (await read()).orders.find((each) => each.key === 'all-kinds');
    const nets = order?.lines.map(({ vendorLineId, netMinor }) => [vendorLineId, netMinor]);
    expect(nets).toEqual([
      ['1', 356],
      ['2', -900],
      ['3', -2000],
      ['4', 0],
      ['5', 0],
      ['6', 0],
    ]);
  });

  it('tells open and void orders as such', async () => {
    const { simulator, till, read } = bench();
    const opened = `${simulator.dates.last}T06:40:00`;
    simulator.putOrder(till, { ...bill('still-open', opened), state: 'open', closedAt: null });
    simulator.putOrder(till, { ...bill('void-order', opened), state: 'void', payments: [] });
    simulator.putOrder(till, { ...bill('no-lines', opened), lines: [], payments: [] });
    await expectTruth(bench());
    const orders = new Map((await read()).orders.map((order) => [order.key, order]));
    expect(orders.get('still-open')).toMatchObject({ state: 'open', closedAtMs: null });
    expect(orders.get('void-order')?.state).toBe('void');
    expect(orders.get('no-lines')?.lines).toEqual([]);
  });
}

async function expectTruth({ simulator, till, read }: Workbench): Promise<void> {
  const { orders, invalid } = await read();
  expect(invalid).toEqual([]);
  const truth = await simulator.truthOf(till);
  expect(comparable(sumDays(orders, till.timeZone))).toEqual(comparable(truth));
}

async function collect(pages: AsyncIterable<RawPage>): Promise<RawPage[]> {
  const all: RawPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** A closed bill of ten dollars and tax. */
export function bill(id: string, openedAt: string): LedgerOrder {
  const line: LedgerLine = {
    id: `${id}-1`,
    ...{ code: '900', name: 'Plate', category: 'Food', kind: 'sale', modifiers: [] },
    ...{ quantity: '1', unitPrice: '10.00', discount: '0.00', tax: '1.50' },
  };
  return {
    ...{ id, openedAt, closedAt: openedAt, updatedAt: openedAt, state: 'closed', guests: 2 },
    lines: [line],
    payments: [{ tender: 'Cash', amount: '11.50', tip: '2.00' }],
  };
}
