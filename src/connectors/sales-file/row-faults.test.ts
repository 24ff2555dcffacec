import { describe, expect, it } from 'vitest';
import { linesOf, readSales, readText } from './testing.ts';
import { transform } from './transform.ts';

const context = {
  settings: { includeModifiers: true },
  timeZone: 'America/Toronto',
  currency: 'CAD',
};
/** The reasons of a file's orders that are set aside, and the net of the others. */
async function outcomeOf(text: string) {
  const { orders } = await readSales(text);
  return orders.map((raw) => {
    const result = transform(raw, context);
    if (result.kind !== 'order') return result.kind === 'invalid' ? result.reason.en : result.kind;
    return result.order.lines.reduce((sum, line) => sum + line.netMinor, 0);
  });
}
const beyond = (row: number, columns: number) =>
  `Row ${row} has more cells than there are columns (${columns}): perhaps a number with a comma and no quotation marks.`;

describe('a row with more cells than there are columns', () => {
  const header = 'Date,Receipt,Item,Qty,Net Sales';

  it.each(['2026-07-01,2,Soup,1,10,50', '2026-07-01,2,Soup,1,1,234.50'])(
    'sets its order aside and says which row: %s',
    async (row) => {
      const text = `${header}\n2026-07-01,1,Tea,1,3.00\n${row}`;
      expect(await outcomeOf(text)).toEqual([300, beyond(3, 5)]);
    },
  );

  it('is found also beyond a header that ends in an empty cell', async () => {
    const text = `${header},\n2026-07-01,1,Tea,1,3.00,\n2026-07-01,2,Soup,1,10,50`;
    expect(await outcomeOf(text)).toEqual([300, beyond(3, 5)]);
  });

  it('is no such row when what is beyond is empty, or a column that only lacks a name', async () => {
    expect(await outcomeOf(`${header}\n2026-07-01,1,Tea,1,3.00,, ,`)).toEqual([300]);
    expect(await outcomeOf(`${header},\n2026-07-01,1,Tea,1,3.00,x`)).toEqual([300]);
  });
});

describe('a row without an amount', () => {
  const header = 'Date,Receipt,Item,Qty,Net Sales';
  const withRow = (row: string) => `${header}\n2026-07-01,1,Tea,1,3.00\n2026-07-01,2,${row}`;

  it.each(['Soup,2,', 'Soup,2,N/A', 'Soup,2,n/a', 'Soup,-1,', 'Soup,0.5,None'])(
    'sets its order aside: %s',
    async (row) => {
      const reason = 'Row 3 tells how many were sold but no amount.';
      expect(await outcomeOf(withRow(row))).toEqual([300, reason]);
    },
  );

  it('is set aside too when it cannot be read', async () => {
    const reason = 'Net Sales is "#VALUE!", which is not a number.';
    expect(await outcomeOf(withRow('Soup,2,#VALUE!'))).toEqual([300, reason]);
  });

  it.each(['Soup,1,-', 'Soup,1,0.00', 'Soup,0,', 'Served hot,,', 'Discount,1,', 'Soup,1,—'])(
    'counts as nothing where that is what is meant: %s',
    async (row) => {
      expect(await outcomeOf(withRow(row))).toEqual([300, 0]);
    },
  );

  it('counts as nothing when it was voided or given away', async () => {
    const text =
      'Date,Type,Item,Qty,Net\n2026-07-01,,A,1,1.00\n2026-07-01,Void,B,1,\n2026-07-01,Comp,B,1,';
    expect(await outcomeOf(text)).toEqual([100]);
  });

  it('is worked out from the gross where that is told', async () => {
    const [line] = await linesOf(
      'Date,Item,Qty,Gross,Discount,Net\n2026-07-01,A,1,5.00,1.00,\n2026-07-01,B,1,1.00,,1.00',
    );
    expect(line?.netMinor).toBe(400);
  });

  it.each(['', 'N/A', 'null'])('is refused with its file when all are so: %j', async (cell) => {
    const text = `Date,Item,Qty,Net\n2026-07-01,A,1,${cell}\n2026-07-01,B,,${cell}`;
    expect(await readText(text)).toMatchObject({
      kind: 'unreadable',
      code: 'sales-file.no_amounts',
      columns: { mapping: { columns: { net: 'net' } } },
    });
  });
});
