import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWithZ, type DayFigures, type ZReport } from './compare.ts';

const ours: DayFigures = {
  netMinor: 10_000,
  taxMinor: 1500,
  taxes: [{ name: 'TPS', amountMinor: 1500 }],
  categories: [
    { name: 'Food', netMinor: 7000 },
    { name: '', netMinor: 3000 },
  ],
  tenders: [{ name: 'Visa', amountMinor: 11_500 }],
};
const nothing: ZReport = {
  netMinor: null,
  taxMinor: null,
  taxes: null,
  categories: null,
  tenders: null,
};

describe('comparing a day with the till’s closing report', () => {
  it('compares what was entered and nothing else', () => {
    expect(compareWithZ(ours, nothing)).toEqual([]);
    expect(compareWithZ(ours, { ...nothing, netMinor: 9990 })).toEqual([
      { dimension: 'net', name: '', oursMinor: 10_000, tillMinor: 9990, differenceMinor: -10 },
    ]);
  });

  it('shows a name that only the report tells as a difference, and one it does not tell as not told', () => {
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
        differenceMinor: null,
      },
    ]);
  });

  it('matches names whatever their case, accents and spacing, and adds up ours that are one', () => {
    const categories = [
      { name: 'Thé', netMinor: 400 },
      { name: 'THE ', netMinor: 100 },
    ];
    const z = {
      ...nothing,
      categories: [{ name: ' thê', netMinor: 500 }],
      taxes: [{ name: ' tps', amountMinor: 1500 }],
    };
    expect(compareWithZ({ ...ours, categories }, z)).toMatchObject([
      { dimension: 'tax', name: ' tps', differenceMinor: 0 },
      { dimension: 'category', oursMinor: 500, differenceMinor: 0 },
    ]);
  });

  it('compares a nought that the report tells', () => {
    const z = { ...nothing, tenders: [{ name: 'Visa', amountMinor: 0 }] };
    expect(compareWithZ(ours, z)).toMatchObject([{ differenceMinor: -11_500 }]);
  });

  it('finds no difference in a report of our own figures, and all of what another tells', () => {
    const rows = fc.array(
      fc.record({ name: fc.constantFrom('A', 'B', 'C'), netMinor: fc.integer() }),
    );
    fc.assert(
      fc.property(rows, rows, (mine, theirs) => {
        const day = { ...ours, categories: mine };
        const same = compareWithZ(day, { ...nothing, categories: mine });
        expect(same.every(({ differenceMinor }) => differenceMinor === 0)).toBe(true);
        const told = new Set<string>(theirs.map(({ name }) => name));
        const sum = (list: readonly { name: string; netMinor: number }[]) =>
          list.reduce((total, row) => total + (told.has(row.name) ? row.netMinor : 0), 0);
        const found = compareWithZ(day, { ...nothing, categories: theirs });
        const total = found.reduce((all, { differenceMinor }) => all + (differenceMinor ?? 0), 0);
        expect(total).toBe(sum(theirs) - sum(mine));
        expect(found.filter(({ differenceMinor }) => differenceMinor !== null)).toHaveLength(
          told.size,
        );
      }),
    );
  });
});
