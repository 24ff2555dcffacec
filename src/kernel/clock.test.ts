import { expect, test } from 'vitest';
import { manualClock, systemClock } from './clock.ts';

test('the system clock tells the machine’s time in milliseconds', () => {
  const before = Date.now();
  const told = systemClock.now();
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(Date.now());
});

test('a manual clock moves only when told to, in both directions', () => {
  const clock = manualClock(1_000);
  expect(clock.now()).toBe(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(500);
  expect(clock.now()).toBe(1_500);
  clock.set(10);
  expect(clock.now()).toBe(10);
});

test('two manual clocks do not share their time', () => {
  const first = manualClock(0);
  const second = manualClock(0);
  first.advance(5);
  expect(second.now()).toBe(0);
});
