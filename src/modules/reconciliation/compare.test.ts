import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWithZ as compareAll, type DayFigures, type ZReport } from './compare.ts';

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

const compareWithZ = (day: DayFigures, z: ZReport) => compareAll(day, z, []);

describe('comparing a day with the till’s closing report', () => {
  it('compares what was entered and nothing else', () => {
    expect(compareWithZ(ours, nothing)).toEqual([]);
    expect(compareWithZ(ours, { ...nothing, netMinor: 9990 })).toEqual([
      {
        ...{ dimension: 'net', name: '', oursMinor: 10_000, adjustmentsMinor: 0 },
        ...{ tillMinor: 9990, differenceMinor: -10 },
      },
    ]);
  });

  it('shows a name that only the report tells as a difference, and one it does not tell as not told', () => {
    const z = { ...nothing, tenders: [{ name: 'Cash', amountMinor: 500 }] };
    expect(compareWithZ(ours, z)).toEqual([
      {
        dimension: 'tender',
        name: 'Cash',
        oursMinor: null,
        adjustmentsMinor: 0,
        tillMinor: 500,
        differenceMinor: 500,
      },
      {
        dimension: 'tender',
        name: 'Visa',
        oursMinor: 11_500,
        adjustmentsMinor: 0,
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

  it('compares a tax of a French report with the same of an English till', () => {
    const taxes = [
      { name: 'GST', amountMinor: 500 },
      { name: 'QST', amountMinor: 998 },
    ];
    const z = {
      ...nothing,
      taxes: [
        { name: 'TPS', amountMinor: 500 },
        { name: 'TVQ/QST', amountMinor: 997 },
      ],
    };
    expect(compareWithZ({ ...ours, taxes }, z)).toMatchObject([
      { name: 'TPS', oursMinor: 500, differenceMinor: 0 },
      { name: 'TVQ/QST', oursMinor: 998, differenceMinor: -1 },
    ]);
    // A tender may be called so and be another.
    const tenders = [{ name: 'GST', amountMinor: 1 }];
    const tills = { ...nothing, tenders: [{ name: 'TPS', amountMinor: 1 }] };
    expect(compareWithZ({ ...ours, tenders }, tills)).toHaveLength(2);
  });

  it('compares a nought that the report tells', () => {
    const z = { ...nothing, tenders: [{ name: 'Visa', amountMinor: 0 }] };
    expect(compareWithZ(ours, z)).toMatchObject([{ differenceMinor: -11_500 }]);
  });

  it('counts adjustments in net, and in the category and the tender they name', () => {
    const adjustments = [
      { category: 'FOOD', tender: 'Amex', netMinor: -500 },
      { category: '', tender: ' amex', netMinor: 200 },
    ];
    const z = {
      ...nothing,
      ...{ netMinor: 9700, taxMinor: 1500 },
      categories: [
        { name: 'Food', netMinor: 6500 },
        { name: '', netMinor: 3000 },
      ],
      tenders: [{ name: 'Visa', amountMinor: 11_500 }],
    };
    const told = compareAll(ours, z, adjustments);
    expect(
      told.map((row) => [row.name, row.oursMinor, row.adjustmentsMinor, row.differenceMinor]),
    ).toEqual([
      ['', 10_000, -300, 0],
      ['', 1500, 0, 0],
      ['Food', 7000, -500, 0],
      ['', 3000, 0, 0],
      ['Visa', 11_500, 0, 0],
      ['Amex', null, -300, null],
    ]);
    const amex = { ...nothing, tenders: [{ name: 'amex', amountMinor: -300 }] };
    expect(compareAll(ours, amex, adjustments)[0]).toMatchObject({ differenceMinor: 0 });
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
