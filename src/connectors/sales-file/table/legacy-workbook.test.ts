import { describe, expect, it } from 'vitest';
import { writeXls } from './legacy-testing.ts';
import { codeOf, tableOf } from './testing.ts';

const anySheet = { wanted: null, score: () => 0 };
const rows = [
  ['Date', 'Item', 'Qty', 'Net'],
  [{ date: 46_203 }, 'Crème brûlée', 2, 12.5],
  [{ date: 46_203.5 }, '=1+1', -1, -3.1],
];

describe('a workbook of Excel 97', () => {
  it('reads cells as the texts a person sees', async () => {
    expect(await tableOf(writeXls(rows), anySheet)).toEqual({
      sheet: null,
      rows: [
        ['Date', 'Item', 'Qty', 'Net'],
        ['2026-06-30', 'Crème brûlée', '2', '12.5'],
        ['2026-06-30 12:00:00', '=1+1', '-1', '-3.1'],
      ],
    });
  });

  it('reads on behind rows that are wholly blank', async () => {
    const [header, first] = rows as [(typeof rows)[0], (typeof rows)[0]];
    const bytes = writeXls([[], header, [], first, [], [], ['', 'Tea', 1, 3]]);
    expect((await tableOf(bytes, anySheet)).rows).toEqual([
      ['Date', 'Item', 'Qty', 'Net'],
      ['2026-06-30', 'Crème brûlée', '2', '12.5'],
      ['', 'Tea', '1', '3'],
    ]);
  });

  it('with a password is told so', async () => {
    const bytes = writeXls(rows, { isLocked: true });
    expect(await codeOf(() => tableOf(bytes, anySheet))).toBe('encrypted');
  });

  it('with a cell in the last corner is refused', async () => {
    const corner = [['Item'], Array.from({ length: 250 }, () => 'x')];
    expect(await codeOf(() => tableOf(writeXls(corner), anySheet))).toBe('too_many_columns');
  });

  it('cut off anywhere is refused, never read up to there', async () => {
    const whole = writeXls([
      ...rows,
      ...Array.from({ length: 400 }, (_, at) => ['', `Item ${at}`]),
    ]);
    for (let length = 8; length < whole.length; length += 211) {
      const code = await codeOf(() => tableOf(whole.subarray(0, length), anySheet));
      expect(code).toBe('broken_workbook');
    }
  });
});
