import { describe, expect, test } from 'vitest';
import { createLane } from './lane.ts';

/** A lane over numbered work whose ends the test decides. */
function openLane(concurrencyMax: number, due: () => number[]) {
  const ends = new Map<number, (wasOurs: boolean) => void>();
  let freedCount = 0;
  const lane = createLane<number>(
    {
      find: async (countMax) => due().slice(0, countMax),
      keyOf: String,
      perform: (number) => new Promise((resolve) => ends.set(number, resolve)),
      onError: () => false,
    },
    concurrencyMax,
    () => {
      freedCount += 1;
    },
  );
  return { lane, ends, freedCount: () => freedCount };
}

describe('a lane of work', () => {
  test('keeps no more going than it may, and starts the next when one ends', async () => {
    let due = [1, 2, 3];
    const { lane, ends } = openLane(2, () => due);
    await lane.fill();
    expect([...ends.keys()]).toEqual([1, 2]);
    await lane.fill();
    expect(lane.busyCount).toBe(2);
    due = [2, 3];
    ends.get(1)?.(true);
    await expect.poll(() => lane.busyCount).toBe(1);
    await lane.fill();
    expect([...ends.keys()]).toEqual([1, 2, 3]);
  });

  test('does not start twice what is still in hand', async () => {
    const { lane, ends } = openLane(5, () => [1]);
    await lane.fill();
    await lane.fill();
    expect(lane.busyCount).toBe(1);
    ends.get(1)?.(true);
    await lane.drained();
    expect(lane.busyCount).toBe(0);
  });

  test('asks to look again after work of its own, not after work that somebody else has', async () => {
    const { lane, ends, freedCount } = openLane(2, () => [1, 2]);
    await lane.fill();
    ends.get(1)?.(false);
    ends.get(2)?.(true);
    await lane.drained();
    expect(freedCount()).toBe(1);
  });
});
