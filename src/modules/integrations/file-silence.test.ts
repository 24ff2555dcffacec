import { describe, expect, it } from 'vitest';
import { decideSilence } from './file-silence.ts';
import { untroubled } from './status.ts';

const dayMs = 86_400_000;
const addedAtMs = Date.UTC(2025, 2, 1);

function silence(days: number, more: { fileOnDay?: number; remindedOnDay?: number } = {}) {
  const at = (day: number) => addedAtMs + day * dayMs;
  const { fileOnDay, remindedOnDay } = more;
  const warnedAtMs = remindedOnDay === undefined ? null : at(remindedOnDay);
  const decision = decideSilence(
    {
      activatedAtMs: addedAtMs,
      lastSalesCheckAtMs: fileOnDay === undefined ? null : at(fileOnDay),
      health: { ...untroubled('Healthy', addedAtMs), warnedAtMs },
    },
    at(days),
  );
  return decision.kind === 'event'
    ? decision.event.name
    : `until day ${(decision.untilMs - addedAtMs) / dayMs}`;
}

describe('the silence of a link that is sent files', () => {
  it.each([
    ['is nothing at first', silence(0), 'until day 15'],
    ['is nothing up to half way', silence(14.99), 'until day 15'],
    ['reminds half way', silence(15), 'files_awaited'],
    ['waits for the end once reminded', silence(16, { remindedOnDay: 15 }), 'until day 30'],
    ['ends after thirty days', silence(30, { remindedOnDay: 15 }), 'files_stopped'],
    ['counts from the last file', silence(30, { fileOnDay: 20 }), 'until day 35'],
    ['reminds first, however late', silence(90), 'files_awaited'],
    ['leaves a week after a late reminder', silence(96, { remindedOnDay: 90 }), 'until day 97'],
    ['ends then', silence(97, { remindedOnDay: 90 }), 'files_stopped'],
    [
      'counts from an activation after the last file',
      silence(15, { fileOnDay: -40 }),
      'files_awaited',
    ],
  ])('%s', (_what, told, expected) => {
    expect(told).toBe(expected);
  });
});
