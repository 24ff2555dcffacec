import { describe, expect, it } from 'vitest';
import { linesOf, readSales } from './testing.ts';

const table = 'Date,Time,Receipt,Item,Qty,Net Sales\n2026-07-01,12:00,1,Soup,1,10.00\n';
const itemsOf = async (text: string, context = {}) =>
  (await linesOf(text, context)).map(({ itemName }) => itemName);

describe('a second table below the sales', () => {
  const payments = 'Date,Time,Receipt,Tender,Count,Amount\n2026-07-01,12:00,1,Visa,1,11.50\n';

  it('is left out, and the file says where it begins', async () => {
    const text = `${table}\n${payments}`;
    expect(await itemsOf(text)).toEqual(['Soup']);
    const { skipped, warnings } = await readSales(text);
    expect(skipped.map(({ row, isSum }) => [row, isSum])).toEqual([
      [4, true],
      [5, true],
    ]);
    expect(warnings.map(({ en, fr }) => [en, fr])).toEqual([
      [expect.stringMatching(/^Row 4 \("Date/), expect.stringMatching(/^La ligne 4 \(« Date/)],
    ]);
  });

  it('is left out also when it names more columns than the sales', async () => {
    const text = `Date,Item,Qty,Net\n2026-07-01,Soup,1,10.00\n\n${payments}`;
    expect(await itemsOf(text)).toEqual(['Soup']);
  });

  it('is left out of a file without dates, in French too', async () => {
    const text =
      'Article;Qté;Net\nSoupe;1;10,00\n\nMode de paiement;Nombre;Montant\nVisa;1;11,50\nComptant;2;4,00';
    const context = { mapping: { columns: {}, day: 'received' } };
    expect(await itemsOf(text, context)).toEqual(['Soupe']);
  });

  it('ends where the names of the sales stand again', async () => {
    const text = `${table}\n${payments}\n${table.replace('Soup', 'Tea')}`;
    expect(await itemsOf(text)).toEqual(['Soup', 'Tea']);
  });
});

describe('names of columns that repeat', () => {
  it('as on every page of a printed report are left out without a word', async () => {
    const { warnings, skipped, rowCount } = await readSales(`${table}${table}\n${table}`);
    expect(warnings).toEqual([]);
    expect(rowCount).toBe(3);
    expect(skipped.every(({ isSum }) => isSum)).toBe(true);
  });

  it('in a second row below the first belong to it', async () => {
    const text = table.replace('\n', '\nDate,Heure,Reçu,Article,Quantité,Ventes nettes\n');
    expect((await readSales(text)).warnings).toEqual([]);
    expect(await itemsOf(text)).toEqual(['Soup']);
  });
});
