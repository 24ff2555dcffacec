import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markEvidence, toPlainDecimal } from './numbers.ts';
import { writeXls } from './table/legacy-testing.ts';
import { writeXlsx } from './table/testing.ts';
import { typedNumber } from './table/typed-number.ts';
import { linesOf, readText } from './testing.ts';

const header = ['Date', 'Receipt', 'Item', 'Qty', 'Net Sales'];
const comma = {
  columns: { date: 'date', receipt: 'receipt', item: 'name', qty: 'quantity', 'net sales': 'net' },
  decimal: ',',
} as const;

describe('a number typed into a workbook', () => {
  it('is the same number whatever sign decimals have, and says nothing about it', () => {
    const plain = fc
      .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 6 }))
      .map(([digits, places]) => (digits / 10 ** places).toFixed(places));
    fc.assert(
      fc.property(plain, fc.constantFrom(',', '.'), (number, mark) => {
        const typed = typedNumber(number);
        expect(markEvidence(typed)).toBe('none');
        expect(toPlainDecimal(typed, mark)).toBe(number);
      }),
    );
  });

  const rows = [
    ['2026-07-01', '1', 'Cheese', 1.125, 4.5],
    ['2026-07-01', '2', 'Ham', 12.345, 1234.25],
  ];
  const books = [
    ['XLSX', () => writeXlsx({ Sales: [header, ...rows] })],
    ['XLS', async () => writeXls([header, ...rows])],
  ] as const;

  it.each(books)(
    'in %s is never asked about, nor changed by a remembered sign',
    async (_, write) => {
      const bytes = await write();
      expect((await readText(bytes)).kind).toBe('read');
      for (const mapping of [null, comma]) {
        expect(await linesOf(bytes, { mapping })).toMatchObject([
          { quantity: '1.125', netMinor: 450 },
          { quantity: '12.345', netMinor: 123425 },
        ]);
      }
    },
  );

  it('stands beside texts that are asked about, and the answer is for them alone', async () => {
    const bytes = await writeXlsx({
      Sales: [
        header,
        ['2026-07-01', '1', 'Cheese', 1.125, '1,250'],
        ['2026-07-01', '2', '7.5', 2.5, '2'],
      ],
    });
    expect(await readText(bytes)).toMatchObject({
      kind: 'ask',
      questions: [{ kind: 'ambiguous_decimal', examples: ['1,250'] }],
      layout: { columns: [{}, {}, {}, { samples: ['1.125', '2.5'] }, {}] },
    });
    expect(await linesOf(bytes, { mapping: comma })).toMatchObject([
      { quantity: '1.125', netMinor: 125 },
      { quantity: '2.5', netMinor: 200 },
    ]);
    const point = { ...comma, decimal: '.' } as const;
    expect(await linesOf(bytes, { mapping: point })).toMatchObject([
      { quantity: '1.125', netMinor: 125000 },
      { quantity: '2.5', itemName: '7.5', netMinor: 200 },
    ]);
  });
});
