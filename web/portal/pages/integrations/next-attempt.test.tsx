import { expect, test } from 'vitest';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { nowMs } from '../../lib/clock.ts';
import { endOnce, NextAttempt } from './next-attempt.tsx';

const [minuteMs, dayMs] = [60_000, 86_400_000];
const isoAt = (ms: number) => new Date(ms).toISOString();

function said(more: Partial<Parameters<typeof NextAttempt>[0]['reason']>, language?: 'fr') {
  const reason = {
    ...{ attemptsLeft: 1, calledOffNotBefore: isoAt(nowMs() + 2 * dayMs) },
    ...{ nextAttemptAt: isoAt(nowMs() + 5 * minuteMs), waitsForRateLimit: false },
    ...more,
  };
  return renderedText(<NextAttempt reason={reason} timeZone="America/Toronto" />, language);
}

test('says how many failures call it off, and before when none does', () => {
  expect(said({})).toMatch(
    /^We try again in \d minutes\s?\. It is called off after 1 more failed check, but not before \w+ \d+.*\d [AP]M\.$/,
  );
  expect(said({ attemptsLeft: 0 })).toMatch(/A failed check calls it off, but not before/);
  expect(said({ attemptsLeft: 3 }, 'fr')).toMatch(
    /Elle est suspendue après 3 essais manqués de plus, mais pas avant le \d/,
  );
});

test('says how many are left alone once the time is over', () => {
  expect(said({ calledOffNotBefore: isoAt(nowMs() - 1) })).toMatch(
    /At least 1 attempt is left before it is called off\.$/,
  );
});

test('ends a sentence once where the time ends in a full stop', () => {
  expect(endOnce('not before 12:40 a.m..')).toBe('not before 12:40 a.m.');
  expect(endOnce('until 7:10 PM.')).toBe('until 7:10 PM.');
});

test('says that the till itself asked to wait', () => {
  expect(said({ waitsForRateLimit: true })).toMatch(
    /^The till asked us to wait until .*[AP]M\. It/,
  );
  expect(said({ waitsForRateLimit: true }, 'fr')).toContain('de ne pas revenir avant');
});
