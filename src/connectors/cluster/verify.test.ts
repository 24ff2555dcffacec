import { expect, it } from 'vitest';
import { tellSold } from './verify.ts';

it('tells how many orders were found, and no time: the newest sale is told once, by its instant', () => {
  expect(tellSold({ orders: 12, days: 2 })).toEqual({
    en: 'The till answers. 12 orders in the last 2 days.',
    fr: 'La caisse répond. 12 commandes dans les 2 derniers jours.',
  });
  expect(tellSold({ orders: 1, days: 30 }).en).toBe(
    'The till answers. 1 order in the last 30 days.',
  );
});
