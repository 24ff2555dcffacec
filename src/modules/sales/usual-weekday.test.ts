import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeUsualWeekday } from './usual-weekday.ts';

const sold = (netMinor: number) => ({ hasSales: true, netMinor });
const nothing = { hasSales: false, netMinor: 0 };
const steady = [241_000, 238_000, 250_000, 236_000, 244_000, 241_500, 239_000, 247_000];

describe('a day against the same weekday before', () => {
  it.each([
    ['in line', sold(230_000), null],
    ['well below', sold(31_200), 'low'],
    ['well above', sold(600_000), 'high'],
    ['without sales', nothing, 'none'],
    ['more refunded than sold', sold(-500), 'low'],
    ['all of it on the house', sold(0), 'low'],
  ])('%s', (_, day, direction) => {
    const found = judgeUsualWeekday(day, steady);
    expect(found?.direction ?? null).toBe(direction);
    if (found) expect(found).toMatchObject({ usualNetMinor: 241_250, sampleDays: 8 });
  });

  it('says nothing of fewer than four days', () => {
    expect(judgeUsualWeekday(nothing, steady.slice(0, 3))).toBeNull();
    expect(judgeUsualWeekday(nothing, steady.slice(0, 4))?.direction).toBe('none');
  });

  it('takes exactly half and exactly double as in line', () => {
    const alike = [1000, 1000, 1000, 1000];
    const directions = [499, 500, 2000, 2001].map(
      (netMinor) => judgeUsualWeekday(sold(netMinor), alike)?.direction ?? null,
    );
    expect(directions).toEqual(['low', null, null, 'high']);
  });

  it('expects nothing of a weekday that usually sells nothing', () => {
    expect(judgeUsualWeekday(nothing, [0, 0, 0, 0, 5000])).toBeNull();
    expect(judgeUsualWeekday(sold(9000), [0, 0, 0, 0, 5000])).toBeNull();
  });

  it('lets a weekday that always varies vary', () => {
    expect(judgeUsualWeekday(sold(30_000), [20_000, 150_000, 60_000, 240_000])).toBeNull();
  });

  it('is not moved by one odd day among the eight', () => {
    const odd = steady.with(3, 5_000_000);
    expect(judgeUsualWeekday(sold(31_200), odd)?.direction).toBe('low');
    expect(judgeUsualWeekday(sold(230_000), odd)).toBeNull();
  });
});

const netMinor = fc.oneof(
  fc.integer({ min: -5_000, max: 1_000_000 }),
  fc.integer({ min: 900, max: 1_100 }),
  fc.maxSafeInteger(),
);
const samples = fc.array(netMinor, { maxLength: 8 });

describe('the rule', () => {
  it('decides as fractions of whole numbers do', () => {
    fc.assert(
      fc.property(fc.boolean(), netMinor, samples, (hasSales, net, nets) => {
        const found = judgeUsualWeekday({ hasSales, netMinor: net }, nets);
        expect(found).toEqual(oracle({ hasSales, netMinor: net }, nets));
      }),
      { numRuns: 3000 },
    );
  });

  it('does not ask in which order the weeks stand, nor in which unit money is counted', () => {
    const small = fc.integer({ min: -5_000, max: 1_000_000 });
    const some = fc.array(small, { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(small, some, fc.integer({ min: 2, max: 1000 }), (net, nets, factor) => {
        const found = judgeUsualWeekday(sold(net), nets);
        expect(judgeUsualWeekday(sold(net), nets.toReversed())).toEqual(found);
        const scaled = nets.map((one) => one * factor);
        expect(judgeUsualWeekday(sold(net * factor), scaled)?.direction).toBe(found?.direction);
      }),
    );
  });

  it('names a usual amount that is a whole number of minor units', () => {
    fc.assert(
      fc.property(netMinor, samples, (net, nets) => {
        const found = judgeUsualWeekday(sold(net), nets);
        if (found) expect(Number.isSafeInteger(found.usualNetMinor)).toBe(true);
      }),
    );
  });
});

/** An exact fraction, so that the oracle never rounds and never doubles to avoid it. */
interface Fraction {
  top: bigint;
  bottom: bigint;
}
const fraction = (top: number | bigint, bottom = 1n): Fraction => ({ top: BigInt(top), bottom });
const minus = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom - b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});
const times = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
});
const isLess = (a: Fraction, b: Fraction) => a.top * b.bottom < b.top * a.bottom;
const size = (a: Fraction): Fraction => ({ ...a, top: a.top < 0n ? -a.top : a.top });

/** The middle by rank: the mean of those with as many below as above. */
function middle(all: readonly Fraction[]): Fraction {
  const byRank = all.toSorted((a, b) => (isLess(a, b) ? -1 : 1));
  while (byRank.length > 2) byRank.splice(0, 1).concat(byRank.splice(-1, 1));
  const [one, other = one] = byRank;
  if (!one || !other) throw new Error('no middle of nothing');
  return times(minus(one, times(other, fraction(-1))), fraction(1, 2n));
}

/** The sentence of the rule, word by word. */
function oracle(day: { hasSales: boolean; netMinor: number }, nets: readonly number[]) {
  if (nets.length < 4) return null;
  const all = nets.map((net) => fraction(net));
  const median = middle(all);
  if (!isLess(fraction(0), median)) return null;
  const [whole, rest] = [median.top / median.bottom, median.top % median.bottom];
  const usualNetMinor = Number(whole + (2n * rest >= median.bottom ? 1n : 0n));
  const usual = { usualNetMinor, sampleDays: nets.length };
  if (!day.hasSales) return { direction: 'none', ...usual };
  const net = fraction(day.netMinor);
  const spread = middle(all.map((one) => size(minus(one, median))));
  const floor = times(median, fraction(1, 20n));
  const wide = isLess(spread, floor) ? floor : spread;
  const limit = times(wide, times(fraction(35, 10n), fraction(14_826, 10_000n)));
  if (!isLess(limit, size(minus(net, median)))) return null;
  if (isLess(net, times(median, fraction(1, 2n)))) return { direction: 'low', ...usual };
  if (isLess(times(median, fraction(2)), net)) return { direction: 'high', ...usual };
  return null;
}
