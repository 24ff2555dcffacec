import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTillReport } from './read-till-report.ts';

const known = {
  taxes: ['Tax'],
  categories: ['Food', 'Boissons à la pression', ''],
  tenders: ['Visa', 'Cash'],
};

/** Cells parted by bars, their numbers as they read in English. */
function read(text: string, names = known) {
  const rows = text.split('\n').map((row) =>
    row.split('|').map((cell) => {
      const bare = cell.trim();
      return { text: bare, number: /^-?\d+(\.\d+)?$/.test(bare) ? bare : null };
    }),
  );
  const { report, left } = readTillReport(rows, { currency: 'CAD', known: names });
  return { report, left: left.map(({ row, reason }) => [row, reason.en.slice(0, 20)]) };
}

const nothing = { netMinor: null, taxMinor: null, taxes: null, categories: null, tenders: null };

describe('rows of kind, name and amount', () => {
  it('are the figures of the report, in English and in French', () => {
    const expected = {
      report: {
        netMinor: 123_450,
        taxMinor: 18_354,
        taxes: null,
        categories: [
          { name: 'Food', netMinor: 90_000 },
          { name: '', netMinor: 33_450 },
        ],
        tenders: [
          { name: 'Visa', amountMinor: 130_000 },
          { name: 'Gift card', amountMinor: 11_804 },
        ],
      },
      left: [],
    };
    expect(
      read(
        'kind|name|amount\nnet||1234.50\ntax|GST|61.20\ntax|QST|122.34\ncategory|Food|900.00\ncategory||334.50\ntender|VISA|1300\ntender|Gift card|118.04',
      ),
    ).toEqual(expected);
    expect(
      read(
        'Type|Nom|Montant\nVentes nettes||1234.50\nTaxe|TPS|61.20\nTaxe|TVQ|122.34\nCatégorie|food|900.00\nCatégorie||334.50\nPaiement|Visa|1300\nPaiement|Gift card|118.04',
      ),
    ).toEqual(expected);
  });

  it('of one name are one figure', () => {
    expect(read('tender|Visa|10.00\ntender| visa |2.50').report.tenders).toEqual([
      { name: 'Visa', amountMinor: 1250 },
    ]);
  });

  it('take the amount from the column that is named so', () => {
    const { report, left } = read('Kind|Name|Count|Amount\ncategory|Food|12|900\ntender|Visa|3|95');
    expect(left).toEqual([]);
    expect(report.categories).toEqual([{ name: 'Food', netMinor: 90_000 }]);
  });
});

describe('rows of label and amount', () => {
  it('are known by our words and by the names the day has', () => {
    expect(
      read('Net sales|1234.50\nTotal taxes|60\nboissons a la pression|12.00\nCash|7.05'),
    ).toEqual({
      report: {
        netMinor: 123_450,
        taxMinor: 6000,
        taxes: null,
        categories: [{ name: 'Boissons à la pression', netMinor: 1200 }],
        tenders: [{ name: 'Cash', amountMinor: 705 }],
      },
      left: [],
    });
  });

  it('belong to the heading above them, whose total is counted already', () => {
    const text =
      'Z report 118\nSales by category\nWine|100.00\nFood|50.00\nTotal|150.00\n\nPayments\nAmex|150.00\nSubtotal|150.00\nTaxes\nLocal levy|3.00';
    expect(read(text)).toEqual({
      report: {
        ...nothing,
        taxMinor: 300,
        categories: [
          { name: 'Wine', netMinor: 10_000 },
          { name: 'Food', netMinor: 5000 },
        ],
        tenders: [{ name: 'Amex', amountMinor: 15_000 }],
      },
      left: [],
    });
  });

  it('let the sum of the taxes stand beside its parts', () => {
    expect(read('GST 5%|5.00\nQST|9.98\nTotal tax|14.98').report.taxMinor).toBe(1498);
    expect(read('tax|GST|5.00\ntax|QST|9.98\ntax|Total|14.98').report.taxMinor).toBe(1498);
  });

  it('tell taxes one by one where our day knows them so', () => {
    const names = { ...known, taxes: ['GST', 'QST'] };
    const taxes = (text: string) => {
      const { taxMinor, taxes } = read(text, names).report;
      return { taxMinor, taxes };
    };
    expect(taxes('tax|gst|5.00\ntax|Liquor|1.00')).toEqual({
      taxMinor: null,
      taxes: [
        { name: 'GST', amountMinor: 500 },
        { name: 'Liquor', amountMinor: 100 },
      ],
    });
    expect(taxes('tax|Liquor|1.00').taxes).toEqual([{ name: 'Liquor', amountMinor: 100 }]);
    // The same two in French: only their sum can be compared.
    expect(taxes('Taxe|TPS|5.00\nTaxe|TVQ|9.98')).toEqual({ taxMinor: 1498, taxes: null });
  });
});

describe('what is not understood', () => {
  it('is listed by its row, and nothing is guessed', () => {
    const text =
      'Net sales|10.00\nNet sales|11.00\nGuests|42\nVisa|x\n|5.00\nFood|12|900\nTotal|3.00\nnet|1.005';
    expect(read(text)).toEqual({
      report: { ...nothing, netMinor: 1000 },
      left: [
        [2, 'This is told twice, '],
        [3, 'We do not know what '],
        [4, 'There is no amount o'],
        [5, 'The amount has no na'],
        [6, 'The row has several '],
        [7, 'We do not know what '],
        [8, 'There is no amount o'],
      ],
    });
    const both = { taxes: [], categories: ['Gift card'], tenders: ['Gift card'] };
    expect(read('Gift card|5.00', both)).toMatchObject({
      report: nothing,
      left: [[1, 'This could be a cate']],
    });
  });

  it('are amounts beyond any day, by themselves or added up', () => {
    const text =
      'net|90071992547409.91\ntender|Visa|9999999999.99\ntender|Visa|0.02\ntax|-10000000000.01';
    expect(read(text)).toEqual({
      report: { ...nothing, tenders: [{ name: 'Visa', amountMinor: 999_999_999_999 }] },
      left: [
        [1, 'This amount is large'],
        [3, 'This amount is large'],
        [4, 'This amount is large'],
      ],
    });
  });

  it('is never lost: any row with a number is in the report or in the list', () => {
    const label = fc.constantFrom('net', 'Visa', 'Food', 'tender', 'GST', 'Guests', 'Wine');
    const amount = fc.integer({ min: -99_999, max: 99_999 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, amount), { maxLength: 8 }), (rows) => {
        const text = rows.map(([name, minor]) => `${name}|${(minor / 100).toFixed(2)}`).join('\n');
        const { report, left } = read(text);
        const lost = new Set(left.map(([row]) => row));
        const sum = (names: string[]) =>
          rows.reduce(
            (total, [name, minor], at) =>
              names.includes(name) && !lost.has(at + 1) ? total + minor : total,
            0,
          );
        const told = (list: readonly { amount: number }[] | null) =>
          (list ?? []).reduce((total, row) => total + row.amount, 0);
        expect(told(report.tenders?.map((row) => ({ amount: row.amountMinor })) ?? null)).toBe(
          sum(['Visa']),
        );
        expect(told(report.categories?.map((row) => ({ amount: row.netMinor })) ?? null)).toBe(
          sum(['Food']),
        );
        expect(report.taxMinor ?? 0).toBe(sum(['GST']));
        const others = rows.flatMap(([name], at) =>
          ['Guests', 'Wine', 'tender'].includes(name) ? [at + 1] : [],
        );
        for (const row of others) expect(lost.has(row)).toBe(true);
      }),
    );
  });
});
