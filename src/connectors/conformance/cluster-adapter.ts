import { manualClock } from '#kernel/clock.ts';
import {
  type ClusterVenue,
  SHAPES,
  type Shape,
  startClusterSandbox,
} from '#simulators/cluster/index.ts';
import type { ConformanceAdapter, ConformanceLocation, ConformanceSimulator } from './adapter.ts';

const FIRST_DATE = '2025-10-29';
/** 2025-11-11 16:00 in Toronto, a service under way. */
const NOW_MS = Date.UTC(2025, 10, 11, 21, 0, 0);

const KEY_OF_TWO = 'conformance-key-of-two-tills-5f1d';
const KEY_OF_ONE = 'conformance-key-of-one-till-c02a';

/** The Cluster sandbox, in each of the shapes its rows may have. */
export const clusterAdapter: ConformanceAdapter = {
  variants: SHAPES,
  impossibleFaults: {},
  toCredentials: (locations) => ({ locations }),
  badSettings: [
    { settings: { includeModifiers: 'yes' }, path: 'includeModifiers' },
    { settings: { historyMonths: 0 }, path: 'historyMonths' },
    { settings: { historyFrom: 'last year' }, path: 'historyFrom' },
  ],
  start,
};

async function start(variant: string): Promise<ConformanceSimulator> {
  const clock = manualClock(NOW_MS);
  const shape = variant as Shape;
  const venues = [
    venueOf({
      shape,
      timeZone: 'America/Toronto',
      ordersPerDay: 220,
      serials: ['70001', '70002'],
      apiKey: KEY_OF_TWO,
    }),
    venueOf({
      shape,
      timeZone: 'America/Vancouver',
      ordersPerDay: 110,
      serials: ['80001'],
      apiKey: KEY_OF_ONE,
    }),
  ];
  const sandbox = await startClusterSandbox({ clock, venues: venues.map(({ venue }) => venue) });
  const { control } = sandbox;
  return {
    url: sandbox.url,
    clock,
    dates: { first: FIRST_DATE, last: '2025-11-11' },
    locations: venues.flatMap(({ locations }) => locations),
    addFault: (spec) => void control.addFault(spec),
    clearFaults: () => void control.clearFaults(),
    putOrder: ({ serial }, order) => void control.putOrder(order, serial),
    truthOf: async ({ serial }) => (await control.ledgerDays({ serial, from: FIRST_DATE })).days,
    close: () => sandbox.close(),
  };
}

function venueOf(wanted: {
  shape: Shape;
  timeZone: string;
  ordersPerDay: number;
  serials: readonly string[];
  apiKey: string;
}): { venue: ClusterVenue; locations: ConformanceLocation[] } {
  const { shape, timeZone, ordersPerDay, serials, apiKey } = wanted;
  const house = { name: timeZone, timeZone, currency: 'CAD' };
  const restaurant = {
    seed: timeZone,
    venue: house,
    ordersPerDay,
    from: FIRST_DATE,
    isAlwaysOpen: true,
  };
  return {
    venue: {
      source: { restaurant },
      shape,
      locations: serials.map((serial) => ({ apiKey, serial })),
    },
    locations: serials.map((serial) => ({
      serial,
      fields: { apiKey, serial },
      timeZone,
      currency: 'CAD',
    })),
  };
}
