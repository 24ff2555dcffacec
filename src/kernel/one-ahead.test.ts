import { expect, it } from 'vitest';
import { oneAhead } from './one-ahead.ts';

async function* numbers(made: number[], failsAt = Infinity): AsyncGenerator<number> {
  try {
    for (let at = 0; at < 5; at += 1) {
      if (at === failsAt) throw new Error('no more');
      made.push(at);
      yield at;
    }
  } finally {
    made.push(-1);
  }
}

it('makes the next value while the last one is in use, and never more', async () => {
  const made: number[] = [];
  const used: number[] = [];
  for await (const value of oneAhead(numbers(made))) {
    await Promise.resolve();
    used.push(value);
    expect(made.filter((at) => at >= 0).length).toBeLessThanOrEqual(used.length + 1);
  }
  expect(used).toEqual([0, 1, 2, 3, 4]);
});

it('ends its source when nobody wants more', async () => {
  const made: number[] = [];
  for await (const value of oneAhead(numbers(made))) if (value === 1) break;
  expect(made.at(-1)).toBe(-1);
});

it('throws a failure where its value would have been, and none that nobody came to', async () => {
  const used: number[] = [];
  const use = async (until: number) => {
    for await (const value of oneAhead(numbers([], 2))) {
      used.push(value);
      if (value === until) break;
    }
  };
  await use(1);
  await expect(use(9)).rejects.toThrow('no more');
  expect(used).toEqual([0, 1, 0, 1]);
});
