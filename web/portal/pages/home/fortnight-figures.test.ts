import { expect, it } from 'vitest';
import { addDays } from '../../lib/dates.ts';
import { fortnightFigures, weekdayHindrance } from './fortnight-figures.ts';

const fortnight = (nets: (number | null)[]) =>
  nets.map((netMinor, index) => ({
    businessDate: addDays('2026-11-01', index),
    netMinor,
    completeness: netMinor === null ? ('missing' as const) : ('complete' as const),
    isAsked: true,
  }));

it('adds up the two weeks before today', () => {
  const figures = fortnightFigures(fortnight([...Array(7).fill(100), ...Array(7).fill(150)]));
  expect(figures).toMatchObject({ week: 1050, weekBefore: 700 });
  expect(figures.yesterday?.businessDate).toBe('2026-11-14');
});

it.each([0, 13])('compares no weeks of which a day is partial: the day at %i', (at) => {
  const days = fortnight([...Array(7).fill(100), ...Array(7).fill(150)]).map((day, index) =>
    index === at ? { ...day, completeness: 'partial' as const } : day,
  );
  const { week, weekBefore, weekLacking } = fortnightFigures(days);
  expect([week, weekBefore, weekLacking.partial]).toEqual([1050, null, at === 13 ? 1 : 0]);
});

it('compares today with no weekday that is missing or partial', () => {
  const last14 = fortnight(Array(14).fill(100));
  const with_ = (completeness: 'partial' | 'missing' | 'no_sales', isAsked = true) =>
    weekdayHindrance({
      last14: last14.map((day, index) => (index === 7 ? { ...day, completeness, isAsked } : day)),
    });
  expect(weekdayHindrance({ last14 })).toBeNull();
  expect(with_('no_sales')).toBeNull();
  expect(with_('missing', false)).toBeNull();
  expect(with_('partial')).toEqual({ businessDate: '2026-11-08', why: 'partial' });
  expect(with_('missing')).toEqual({ businessDate: '2026-11-08', why: 'missing' });
});

it('does not pass a part of a week for a week', () => {
  const figures = fortnightFigures(fortnight([null, ...Array(13).fill(100)]));
  expect(figures).toMatchObject({ week: 700, weekBefore: null });
});
