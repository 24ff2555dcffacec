import type { ClusterVenue } from '#simulators/cluster/index.ts';

/** A venue of the demo company, with the sandbox till that feeds it. */
export interface DemoVenue {
  name: string;
  timeZone: string;
  currency: string;
  till: ClusterVenue;
  settings: { includeModifiers: boolean; historyMonths: number };
}

/** Keys of sandbox tills: they open nothing but the sandbox of this process. */
const demoKey = 'demo-key-saint-denis';
const pacificKey = 'demo-key-pacific';
export const spareTill = { apiKey: 'demo-key-spare', serial: 'DEMO-3003' };

const restaurant = (
  seed: string,
  venue: { name: string; timeZone: string; currency: string },
  ordersPerDay: number,
  from: string,
) => ({
  restaurant: { seed, venue, ordersPerDay, from },
});

/** Two venues in two zones, and one till nobody has connected yet, for people to try. */
export function demoTills(historyFrom: string): { venues: DemoVenue[]; spare: ClusterVenue } {
  const saintDenis = { name: 'Bistro Saint-Denis', timeZone: 'America/Toronto', currency: 'CAD' };
  const pacific = { name: 'Pacific Street Bar', timeZone: 'America/Vancouver', currency: 'CAD' };
  const spare = { name: 'Terrasse du Parc', timeZone: 'America/Toronto', currency: 'CAD' };
  return {
    venues: [
      {
        ...saintDenis,
        settings: { includeModifiers: true, historyMonths: 12 },
        till: {
          source: restaurant('saint-denis', saintDenis, 180, historyFrom),
          locations: [{ apiKey: demoKey, serial: 'DEMO-1001' }],
        },
      },
      {
        ...pacific,
        settings: { includeModifiers: false, historyMonths: 6 },
        till: {
          source: restaurant('pacific-street', pacific, 90, historyFrom),
          shape: 'lines',
          locations: [{ apiKey: pacificKey, serial: 'DEMO-2002' }],
        },
      },
    ],
    spare: { source: restaurant('terrasse', spare, 60, historyFrom), locations: [spareTill] },
  };
}
