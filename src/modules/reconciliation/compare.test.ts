import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWithZ, type DayFigures, type ZReport } from './compare.ts';

const ours: DayFigures = {
  netMinor: 10_000,
  taxMinor: 1500,
  categories: [
    { name: 'Food', netMinor: 7000 },
    { name: '', netMinor: 3000 },
  ],
  tenders: [{ name: 'Visa', amountMinor: 11_500 }],
};
const nothing: ZReport = { netMinor: null, taxMinor: null, categories: null, tenders: null };

describe('comparing a day with the till’s closing report', () => {
  it('compares what was entered and nothing else', () => {
    expect(compareWithZ(ours, nothing)).toEqual([]);
    expect(compareWithZ(ours, { ...nothing, netMinor: 9990 })).toEqual([
      { dimension: 'net', name: '', oursMinor: 10_000, tillMinor: 9990, differenceMinor: -10 },
    ]);
  });

  it('shows names that only one side knows', () => {
    const z = { ...nothing, tenders: [{ name: 'Cash', amountMinor: 500 }] };
    expect(compareWithZ(ours, z)).toEqual([
      {
        dimension: 'tender',
        name: 'Cash',
        oursMinor: null,
        tillMinor: 500,
        differenceMinor: 500,
      },
      {
        dimension: 'tender',
        name: 'Visa',
        oursMinor: 11_500,
        tillMinor: null,
        differenceMinor: -11_500,
      },
    ]);
  });

  it('matches names whatever their case and spacing, and adds up one that stands twice', () => {
    const tenders = [
      { name: ' visa', amountMinor: 1500 },
      { name: 'VISA ', amountMinor: 10_000 },
    ];
    expect(compareWithZ(ours, { ...nothing, tenders })).toMatchObject([{ differenceMinor: 0 }]);
  });

  it('finds no difference in a report of our own figures, and all of it in any other', () => {
    const rows = fc.array(
      fc.record({ name: fc.constantFrom('A', 'B', 'C'), netMinor: fc.integer() }),
    );
    fc.assert(
      fc.property(rows, rows, (mine, theirs) => {
        const sum = (list: readonly { netMinor: number }[]) =>
          list.reduce((total, { netMinor }) => total + netMinor, 0);
        const day = { ...ours, categories: mine };
        const same = compareWithZ(day, { ...nothing, categories: mine });
        expect(same.every(({ differenceMinor }) => differenceMinor === 0)).toBe(true);
        const differences = compareWithZ(day, { ...nothing, categories: theirs });
        const total = differences.reduce((all, { differenceMinor }) => all + differenceMinor, 0);
        expect(total).toBe(sum(theirs) - sum(mine));
      }),
    );
  });
});
