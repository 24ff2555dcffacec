import { expect, it } from 'vitest';
import { addDays } from '../../lib/dates.ts';
import { fortnightFigures } from './fortnight-figures.ts';

const fortnight = (nets: (number | null)[]) =>
  nets.map((netMinor, index) => ({
    businessDate: addDays('2026-11-01', index),
    netMinor,
    completeness: netMinor === null ? ('missing' as const) : ('complete' as const),
  }));

it('adds up the two weeks before today', () => {
  const figures = fortnightFigures(fortnight([...Array(7).fill(100), ...Array(7).fill(150)]));
  expect(figures).toMatchObject({ week: 1050, weekBefore: 700 });
  expect(figures.yesterday?.businessDate).toBe('2026-11-14');
});

it('does not pass a part of a week for a week', () => {
  const figures = fortnightFigures(fortnight([null, ...Array(13).fill(100)]));
  expect(figures).toMatchObject({ week: 700, weekBefore: null });
});
