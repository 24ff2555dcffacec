import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { createRequestBudget } from './request-budget.ts';

/** A clock that is moved by whoever waits. */
function sleepingClock() {
  const clock = manualClock(1_000_000);
  const sleep = async (ms: number) => clock.advance(ms);
  return { clock, sleep };
}

describe('a request budget', () => {
  it('never starts more than its number within any minute', async () => {
    const gaps = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), gaps, async (perMinute, gapsMs) => {
        const { clock, sleep } = sleepingClock();
        const budget = createRequestBudget({ requestsPerMinuteMax: perMinute, clock, sleep });
        const startsMs: number[] = [];
        for (const gapMs of gapsMs) {
          clock.advance(gapMs);
          const end = await budget.take(undefined);
          startsMs.push(clock.now());
          end();
        }
        for (let i = perMinute; i < startsMs.length; i++) {
          const [first = 0, last = 0] = [startsMs[i - perMinute], startsMs[i]];
          expect(last - first).toBeGreaterThanOrEqual(60_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lets only so many run at once, first come first served', async () => {
    const { clock, sleep } = sleepingClock();
    const budget = createRequestBudget({ concurrencyMax: 2, clock, sleep });
    const order: number[] = [];
    let running = 0;
    let mostRunning = 0;
    const work = async (n: number) => {
      const end = await budget.take(undefined);
      order.push(n);
      running++;
      mostRunning = Math.max(mostRunning, running);
      await new Promise(setImmediate);
      running--;
      end();
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(work));
    expect(mostRunning).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets a waiting request give up without holding up the next', async () => {
    const { clock, sleep } = sleepingClock();
    const budget = createRequestBudget({ concurrencyMax: 1, clock, sleep });
    const end = await budget.take(undefined);
    const controller = new AbortController();
    const impatient = budget.take(controller.signal);
    const patient = budget.take(undefined);
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    end();
    (await patient)();
  });
});
