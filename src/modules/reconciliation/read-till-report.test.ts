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
      return { text: bare, number: /^[-$]?\d+(\.\d+)?$/.test(bare) ? bare.replace('$', '') : null };
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
  });

  it.each([
    ['GST|5.00\nQST|9.98', ['GST', 'QST']],
    ['TPS|5.00\nTVQ|9.98', ['GST', 'QST']],
    ['Taxe|TPS|5.00\nTaxe|TVQ|9.98', ['GST', 'QST']],
    ['GST|5.00\nTVQ|9.98', ['TPS', 'TVQ']],
    ['GST|5.00\nQST|9.98', ['TPS', 'TVQ']],
    ['TPS 5 %|5.00\nTVQ 9.975 %|9.98', ['GST', 'QST']],
    ['TPS/GST|5.00\nTVQ (QST)|9.98', ['GST', 'QST']],
  ])('tell one tax under its English and its French name: %#', (text, taxes) => {
    const { report, left } = read(text, { ...known, taxes });
    expect(left).toEqual([]);
    expect(report).toEqual({
      ...nothing,
      taxes: [
        { name: taxes[0], amountMinor: 500 },
        { name: taxes[1], amountMinor: 998 },
      ],
    });
  });

  it('keep rates of one tax apart where our day does', () => {
    const names = { ...known, taxes: ['TVA 5%', 'TVA 20%'] };
    expect(read('VAT 5%|1.00\nVAT 20%|4.00', names).report.taxes).toEqual([
      { name: 'TVA 5%', amountMinor: 100 },
      { name: 'TVA 20%', amountMinor: 400 },
    ]);
    expect(read('VAT|5.00', names).report.taxes).toEqual([{ name: 'VAT', amountMinor: 500 }]);
  });

  it('count a tax once that a report writes in both languages', () => {
    const names = { ...known, taxes: ['GST', 'QST'] };
    expect(read('GST|5.00\nTPS|5.00\nQST|9.98', names)).toMatchObject({
      report: { taxes: [{ name: 'GST', amountMinor: 500 }, { name: 'QST' }] },
      left: [[2, 'This tax stands abov']],
    });
    expect(read('GST 5%|5.00\nGST 18%|5.00\nQST|9.98', names)).toMatchObject({
      report: { taxes: [{ name: 'GST', amountMinor: 1000 }, { name: 'QST' }] },
      left: [],
    });
  });

  it('are taken with their total, or listed where they do not add up to it', () => {
    const text = 'Total tax|2869.47\nTPS|959.96\nTVQ|1909.50';
    const ours = { ...known, taxes: ['GST', 'QST'] };
    expect(read(text, ours)).toEqual({
      report: {
        ...nothing,
        taxMinor: 286_947,
        taxes: [
          { name: 'GST', amountMinor: 95_996 },
          { name: 'QST', amountMinor: 190_950 },
        ],
      },
      left: [],
    });
    expect(read(text)).toEqual({
      report: { ...nothing, taxMinor: 286_947 },
      left: [
        [2, 'The taxes one by one'],
        [3, 'The taxes one by one'],
      ],
    });
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

  it.each([
    ['Tender|Amount\nVisa|1|234.56', 2],
    ['kind|name|amount\nnet||10.00\ntender|Visa|1|234.56', 3],
    ['Tender|Amount\nVisa|12|50', 2],
    ['Net sales|10.00\nCash|5.00\nVisa|1|234.56', 3],
    ['Net sales|10.00\nCash|5.00\nVisa|$1|234.56', 3],
  ])('is an amount that a comma within it may have parted: %#', (text, row) => {
    const { report, left } = read(text);
    expect(left).toEqual([[row, 'The row has more cel']]);
    expect(JSON.stringify(report)).not.toContain('Visa');
  });

  it('is not a count before the amount, nor a note behind it', () => {
    const counted = read('tender|Visa|3|234.56\ntender|Cash|12|100.00');
    expect(counted).toMatchObject({ left: [], report: { tenders: [{ amountMinor: 23_456 }, {}] } });
    const noted = read('Tender|Amount\nVisa|10.00|checked');
    expect(noted).toMatchObject({ left: [], report: { tenders: [{ amountMinor: 1000 }] } });
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
