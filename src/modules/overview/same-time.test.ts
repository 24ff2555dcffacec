import { expect, it } from 'vitest';
import { weekBeforeMs } from './same-time.ts';

it.each([
  ['an ordinary week', '2025-03-20T16:00:00Z', '2025-03-13T16:00:00Z'],
  ['clocks going forward between', '2025-03-13T16:00:00Z', '2025-03-06T17:00:00Z'],
  ['clocks going back between', '2025-11-03T17:00:30Z', '2025-10-27T16:00:30Z'],
])('is the same wall time a week before over %s', (_, now, before) => {
  expect(new Date(weekBeforeMs(Date.parse(now), 'America/Toronto')).toISOString()).toBe(
    new Date(before).toISOString(),
  );
});
