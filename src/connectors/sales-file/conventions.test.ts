import { describe, expect, it } from 'vitest';
import { linesOf, readText } from './testing.ts';

const file = (quantity: string, net: string) =>
  `Date;Item;Qty;Net Sales\n2026-07-01;Soup;${quantity};${net}\n`;

describe('a quantity of three decimals beside amounts that tell another sign', () => {
  it('is asked about, with what each answer makes of both', async () => {
    expect(await readText(file('1.000', '4,50'))).toMatchObject({
      kind: 'ask',
      questions: [
        {
          kind: 'ambiguous_decimal',
          examples: ['1.000', '4,50'],
          readings: [
            { answer: '.', examples: ['1.000', null] },
            { answer: ',', examples: ['1000', '4.50'] },
          ],
        },
      ],
    });
  });

  it('is as it was answered, and no question where the file groups digits so', async () => {
    const mapping = {
      columns: { date: 'date', item: 'name', qty: 'quantity', 'net sales': 'net' },
      decimal: ',',
    } as const;
    expect(await linesOf(file('1.000', '4,50'), { mapping })).toMatchObject([{ quantity: '1000' }]);
    expect(await linesOf(file('1.250', '4.500,50'))).toMatchObject([
      { quantity: '1250', netMinor: 450050 },
    ]);
    expect(await linesOf(file('1,000', '4,50'))).toMatchObject([{ quantity: '1' }]);
  });
});
