import { expect } from 'vitest';
import { readFingerprint } from '../sync/stored.ts';
import { expectTruth } from '../sync/truth.ts';
import { openWorld, type World } from '../sync/world.ts';
import { readLink } from './readings.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const today = '2026-03-20';
export const healthy = {
  status: 'Healthy',
  reason: null,
  failureCount: 0,
  locationProblems: [null],
};

/** A till that was read for a week without trouble, early in an afternoon. */
export interface Scene {
  world: World;
  integrationId: string;
  /** Moves to the next due moment and checks. */
  checkNext(): Promise<void>;
  link(): ReturnType<typeof readLink>;
  /** Of every row that an import stores. */
  fingerprint(): Promise<Record<string, string>>;
}

interface SceneChoices {
  shape?: 'nested' | 'orders' | 'lines';
  ordersPerDay?: number;
  /** First day of the house, and of the history asked for. */
  from?: string;
  tills?: number;
}

/** A sunny scene, before anything is read. */
export async function openScene(choices: SceneChoices = {}): Promise<Scene> {
  const { shape = 'nested', ordersPerDay = 14, from = '2026-03-13', tills = 1 } = choices;
  const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
  const restaurant = { seed: 'faults', venue, ordersPerDay, from, isAlwaysOpen: true };
  const locations = Array.from({ length: tills }, (_, index) => ({
    apiKey: 'key-a',
    serial: `S-${index + 1}`,
  }));
  const world = await openWorld({
    venues: [{ source: { restaurant }, shape, locations }],
    now: `${today}T18:00:00Z`,
    vendorTimeoutMs: 400,
  });
  const integrationId = await world.connect({ settings: { historyFrom: from } });
  const link = () => readLink(world, integrationId);
  return {
    ...{ world, integrationId, link },
    fingerprint: () => readFingerprint(world.database, world.company.companyId),
    async checkNext() {
      const { nextDueInMs } = await link();
      world.clock.advance(Math.max(nextDueInMs, 0));
      expect(await world.check(integrationId)).toBe(true);
    },
  };
}

/** The same, read and healthy. */
export async function openReadScene(choices: SceneChoices = {}): Promise<Scene> {
  const scene = await openScene(choices);
  await scene.checkNext();
  await scene.world.backfill();
  await expectTruth(scene.world);
  const { status, incidents } = await scene.link();
  expect({ status, incidents }).toEqual({ status: 'Healthy', incidents: [] });
  return scene;
}
