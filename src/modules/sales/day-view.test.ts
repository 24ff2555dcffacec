import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CountedLocation,
  type DaySums,
  type LocationTotal,
  toDayView,
  toLocationDays,
} from './day-view.ts';
import { toVenueDay } from './venue-day.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00', morningEnd: '15:00' };
const day = toVenueDay('2025-03-03', rule);
const afterMs = day.endMs + 1;

function location(locationId: string, covered: [number, number][]): CountedLocation {
  return {
    locationId,
    venueId: 'venue',
    integrationId: 'link',
    label: locationId,
    historyFrom: '2025-01-01',
    deactivatedAtMs: null,
    toldFromMs: null,
    covered: covered.map(([fromMs, toMs]) => ({ fromMs, toMs })),
  };
}

function total(
  locationId: string,
  sums: Partial<DaySums>,
  more: Partial<LocationTotal> = {},
): LocationTotal {
  return {
    venueId: 'venue',
    locationId,
    businessDate: day.businessDate,
    sums: {
      orders: 0,
      openOrders: 0,
      guests: 0,
      grossMinor: 0,
      discountMinor: 0,
      compMinor: 0,
      netMinor: 0,
      taxMinor: 0,
      tipMinor: 0,
      serviceChargeMinor: 0,
      unbalancedOrders: 0,
      ...sums,
    },
    morning: { netMinor: 0, orders: 0 },
    firstSeen: null,
    morningFirstSeen: null,
    suspicion: null,
    isRestated: false,
    areTimesTold: true,
    areBillsTold: true,
    ...more,
  };
}

function view(locations: CountedLocation[], totals: LocationTotal[], nowMs = afterMs) {
  const locationDays = toLocationDays({ day, locations, totals, setAside: [], nowMs });
  return toDayView({ day, locationDays, categories: [], nowMs });
}

describe('a venue’s day', () => {
  it('has no figures when nothing was read of it, and zeros when nothing was sold', () => {
    expect(view([location('a', [])], [])).toMatchObject({
      completeness: 'missing',
      netMinor: null,
      orders: null,
      openOrders: null,
      endOfDay: { netMinor: null, orders: null },
    });
    expect(view([location('a', [[day.startMs, day.endMs]])], [])).toMatchObject({
      completeness: 'no_sales',
      netMinor: 0,
      orders: 0,
      morning: { netMinor: 0, orders: 0 },
      endOfDay: { netMinor: 0, orders: 0 },
    });
  });

  it('shows the morning of a running day from the moment it was read to its end', () => {
    const totals = [
      total('a', { netMinor: 900, orders: 3 }, { morning: { netMinor: 400, orders: 1 } }),
    ];
    const readTo = (toMs: number) => view([location('a', [[day.startMs, toMs]])], totals, toMs);
    expect(readTo(day.morningEndMs - 1)).toMatchObject({
      completeness: 'open',
      netMinor: 900,
      morning: { netMinor: null, orders: null },
    });
    expect(readTo(day.morningEndMs)).toMatchObject({
      morning: { netMinor: 400, orders: 1 },
      endOfDay: { netMinor: null, orders: null },
    });
  });

  it('waits with the morning for every location', () => {
    const read = [
      location('a', [[day.startMs, day.endMs]]),
      location('b', [[day.startMs, day.startMs + 1]]),
    ];
    expect(view(read, [total('a', { netMinor: 5, orders: 1 })])).toMatchObject({
      completeness: 'partial',
      netMinor: 5,
      morning: { netMinor: null },
    });
  });

  it('adds up first sights only when every location has one, at the last of their times', () => {
    const both = [
      location('a', [[day.startMs, day.endMs]]),
      location('b', [[day.startMs, day.endMs]]),
    ];
    const seen = (atMs: number, netMinor: number) => ({
      firstSeen: { atMs, netMinor, orders: 1 },
    });
    const a = total('a', { orders: 1 }, seen(1_000, 10));
    const b = total('b', { orders: 1 }, seen(2_000, 5));
    expect(view(both, [a, b]).endOfDay.asFirstSeen).toEqual({
      netMinor: 15,
      orders: 2,
      at: '1970-01-01T00:00:02.000Z',
    });
    expect(view(both, [a, total('b', { orders: 1 })]).endOfDay.asFirstSeen).toBeNull();
    expect(view(both, [a]).endOfDay.asFirstSeen).toBeNull();
  });

  it('counts what is held of a location that was not asked for the day', () => {
    const early = { ...location('a', []), historyFrom: '2026-01-01' };
    expect(view([early], [total('a', { orders: 1, netMinor: 7 })])).toMatchObject({
      completeness: 'partial',
      netMinor: 7,
    });
    expect(view([early], [])).toMatchObject({ completeness: 'missing', netMinor: null });
  });

  it('lists categories by net, then name', () => {
    const locationDays = toLocationDays({
      day,
      locations: [location('a', [[day.startMs, day.endMs]])],
      totals: [],
      setAside: [],
      nowMs: afterMs,
    });
    const categories = [
      { name: 'b', quantity: '1', netMinor: 1 },
      { name: '', quantity: '1', netMinor: 1 },
      { name: 'c', quantity: '1', netMinor: 2 },
    ];
    const { categories: shown } = toDayView({
      day,
      locationDays,
      categories,
      nowMs: afterMs,
    });
    expect(shown.map((category) => category.name)).toEqual(['c', '', 'b']);
  });

  it('is the sum of its locations, each counted once, in any order', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, (nets) => {
        const names = nets.map((_, index) => String(index));
        const locations = names.map((name) => location(name, [[day.startMs, day.endMs]]));
        const totals = nets.map((netMinor, index) => total(String(index), { netMinor, orders: 1 }));
        const { netMinor, orders, completeness } = view(locations, totals.toReversed());
        const isRead = nets.length > 0;
        expect(netMinor).toBe(isRead ? nets.reduce((sum, net) => sum + net, 0) : null);
        expect(orders).toBe(isRead ? nets.length : null);
        expect(completeness).toBe(isRead ? 'complete' : 'missing');
      }),
    );
  });

  it('has figures exactly when something is held or read of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ isRead: fc.boolean(), orders: fc.nat(2) }), { maxLength: 4 }),
        fc.boolean(),
        (tills, hasEnded) => {
          const locations = tills.map((till, index) =>
            location(String(index), till.isRead ? [[day.startMs, day.morningEndMs]] : []),
          );
          const totals = tills.map(({ orders }, index) => total(String(index), { orders }));
          const nowMs = hasEnded ? afterMs : day.morningEndMs;
          const isKnown = tills.some((till) => till.isRead || till.orders > 0);
          expect(view(locations, totals, nowMs).netMinor !== null).toBe(isKnown);
        },
      ),
    );
  });
});
