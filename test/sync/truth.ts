import { expect } from 'vitest';
import type { DayTruth } from '#simulators/truth.ts';
import { readStoredDays, type StoredTruth } from './stored.ts';
import type { World } from './world.ts';

/** The stored days of a world's company are what its tills add up to now, to the last figure. */
export async function expectTruth(
  world: World,
  tills: { serial?: string; from?: string } = {},
): Promise<void> {
  const truth = await world.sandbox.control.ledgerDays(tills);
  const stored = await readStoredDays(world.database, world.company);
  const wanted = Object.entries(truth.days).filter(([, day]) => day.orders > 0);
  const dates = Object.keys(stored).filter((date) => date >= (tills.from ?? date));
  expect(dates).toEqual(wanted.map(([date]) => date));
  for (const [date, day] of wanted) {
    expect(comparable(stored[date]), date).toEqual(comparable(day));
  }
}

/** Money, counts, categories, hours and tenders. */
function comparable(day: DayTruth | StoredTruth | undefined) {
  if (!day) return null;
  const { orders, guests, grossMinor, discountMinor, compMinor, netMinor, taxMinor } = day;
  const { tipMinor, morningNetMinor, morningOrders, categories, hours, tenders } = day;
  return {
    ...{ orders, guests, grossMinor, discountMinor, compMinor, netMinor, taxMinor, tipMinor },
    ...{ morningNetMinor, morningOrders, categories, hours, tenders },
  };
}
