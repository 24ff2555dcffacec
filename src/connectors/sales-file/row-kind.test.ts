import { describe, expect, it, test } from 'vitest';
import { linesOf, linesOnceTold, ordersOf, readSales, readText } from './testing.ts';

const netOf = async (text: string) =>
  (await linesOf(text)).reduce((sum, line) => sum + line.netMinor, 0);
const rowsOf = (header: string, cells: string[]) =>
  [
    `Date,Time,Receipt,Item,Qty,Net Sales,${header}`,
    ...cells.map((cell, at) => `2026-07-01,12:0${at},R${at},A,1,6.00,${cell}`),
  ].join('\n');

describe('a row that is no sale', () => {
  test.each([
    ['Type', ['Sale', 'Refund', 'Void']],
    ['Type de vente', ['Vente', 'Remboursement', 'Annulation']],
  ])('is told by a column called %s', async (header, words) => {
    const kinds = (await linesOf(rowsOf(header, words))).map((line) => line.kind);
    expect(kinds).toEqual(['sale', 'refund', 'void']);
  });

  test.each([
    ['Annulé', 'OUI', 'void'],
    ['Voided', 'true', 'void'],
    ['Is refund', 'Yes', 'refund'],
  ])('is told by a yes under %s', async (header, yes, kind) => {
    const kinds = (await linesOf(rowsOf(header, [yes, 'non', '']))).map((line) => line.kind);
    expect(kinds).toEqual([kind, 'sale', 'sale']);
  });

  it('is told by either of two columns', async () => {
    const text = rowsOf('Voided,Is refund', ['no,yes', 'yes,no', 'no,no']);
    expect((await linesOf(text)).map((line) => line.kind)).toEqual(['refund', 'void', 'sale']);
  });

  it('is asked about where the words stand under a name nobody knows', async () => {
    const text = rowsOf('Mvt', ['Vente', 'Annulé', 'Vente']);
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      questions: [{ role: 'kind', column: 'mvt', examples: ['Annulé', 'Vente'] }],
    });
    const columns = { mvt: 'kind' } as const;
    expect((await linesOf(text, { mapping: { columns } })).map((line) => line.kind)).toEqual([
      'sale',
      'void',
      'sale',
    ]);
    const ignored = await linesOf(text, { mapping: { columns: { mvt: 'ignore' } } });
    expect(ignored.map((line) => line.kind)).toEqual(['sale', 'sale', 'sale']);
  });

  it('is not taken for one because it was paid by credit, or because a status is 1', async () => {
    expect(await netOf(rowsOf('Type', ['Credit', 'Debit', 'Credit']))).toBe(1800);
    expect(await netOf(rowsOf('Status', ['1', '1', '1']))).toBe(1800);
  });
});

describe('a row above zero that is called refunded', () => {
  const columns: [string, string[]][] = [
    ['Refunded', ['no', 'Yes', 'no']],
    ['Remboursement', ['', 'x', '']],
    ['Status', ['Paid', 'Refunded', 'Paid']],
    ['Statut', ['Payée', 'Remboursée', 'Payée']],
  ];

  test.each(columns)('under %s is asked about: refund or refunded sale', async (header, words) => {
    const text = rowsOf(header, words);
    const column = header.toLowerCase();
    expect(await readText(text)).toMatchObject({
      kind: 'ask',
      mapping: { columns: { [column]: 'state' } },
      questions: [{ kind: 'missing_role', role: 'kind', column }],
    });
    const netsAs = async (role: 'kind' | 'state') =>
      (await linesOnceTold(text, { [column]: role })).map((line) => line.netMinor);
    expect(await netsAs('kind')).toEqual([600, -600, 600]);
    expect(await netsAs('state')).toEqual([600, 0, 600]);
  });

  it('keeps its bill as the sale it is, once told so', async () => {
    const text = rowsOf('Refunded', ['no', 'yes']);
    const asked = await readText(text);
    const mapping = asked.kind === 'ask' ? asked.mapping : null;
    const orders = await ordersOf(text, { mapping });
    expect(orders.map(({ key, state }) => [key, state])).toEqual([
      ['R0@2026-07-01', 'closed'],
      ['R1@2026-07-01', 'void'],
    ]);
  });

  it('is not asked about where its figures are below zero, or its column tells kinds', async () => {
    const below = 'Date,Item,Qty,Net,Refunded\n2026-07-01,A,1,6.00,no\n2026-07-01,A,-1,-6.00,yes';
    expect(await netOf(below)).toBe(0);
    expect(await netOf(rowsOf('Event Type', ['Payment', 'Refund']))).toBe(0);
    expect(await netOf(rowsOf('Refunded', ['no', 'no']))).toBe(1200);
  });

  it('stays a refund below zero, and a void a void, in a column of states', async () => {
    const text =
      'Date,Item,Qty,Net,Status\n2026-07-01,A,2,6.00,Refunded\n2026-07-01,A,-1,-6.00,Refunded\n2026-07-01,A,1,6.00,Voided\n2026-07-01,A,1,6.00,Paid';
    const kinds = (await linesOnceTold(text)).map((line) => line.kind);
    expect(kinds).toEqual(['void', 'refund', 'void', 'sale']);
  });
});

describe('a refund of an earlier receipt', () => {
  const sale = '2026-07-01,11:00,R1,Beer,2,12.00';
  const refund = '2026-07-01,15:00,R1,Beer,-1,-6.00';
  const file = (...rows: string[]) => ['Date,Time,Receipt,Item,Qty,Net', ...rows].join('\n');

  it('has a key of its own, whether it comes with the sale or alone', async () => {
    const keysOf = async (text: string) => (await readSales(text)).orders.map(({ key }) => key);
    expect(await keysOf(file(sale))).toEqual(['R1@2026-07-01']);
    expect(await keysOf(file(refund))).toEqual(['R1@2026-07-01 refund']);
    expect(await keysOf(file(sale, refund))).toEqual(['R1@2026-07-01', 'R1@2026-07-01 refund']);
  });

  it('reads the same, whether it comes with the sale or alone', async () => {
    const together = (await readSales(file(sale, refund))).orders;
    const apart = [file(sale), file(refund)].map(async (text) => (await readSales(text)).orders);
    expect((await Promise.all(apart)).flat()).toEqual(together);
  });

  it('in the moment of the sale corrects the bill', async () => {
    const orders = await ordersOf(file(sale, refund.replace('15:00', '11:00')));
    expect(orders.map((order) => order.lines.map((line) => line.netMinor))).toEqual([[1200, -600]]);
  });
});
