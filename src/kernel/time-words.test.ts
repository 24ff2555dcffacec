import { expect, it } from 'vitest';
import { tellInstant } from './time-words.ts';

const nowMs = Date.UTC(2026, 10, 22, 7, 0);
const tell = (instantMs: number) => {
  const { en, fr } = tellInstant(instantMs, { timeZone: 'America/Toronto', nowMs });
  return [en, fr].map((text) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replace(' 01:', ' 1:'));
};

it('is the wall time of the place in words, and names another year', () => {
  expect(tell(Date.UTC(2026, 10, 22, 6, 54))).toEqual(['Nov 22, 1:54 AM', '22 nov., 1:54']);
  expect(tell(Date.UTC(2026, 4, 1, 16, 5))).toEqual(['May 1, 12:05 PM', '1er mai, 12:05']);
  // On the wall it is still the year before.
  expect(tell(Date.UTC(2026, 0, 1, 4, 59))).toEqual([
    'Dec 31, 2025, 11:59 PM',
    '31 déc. 2025, 23:59',
  ]);
});
