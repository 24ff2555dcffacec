import { expect, it } from 'vitest';
import { tellSold } from './verify.ts';

it('tells the newest sale in the wall time of the venue, in words', () => {
  const newestSaleAtMs = Date.UTC(2026, 10, 22, 6, 54);
  const context = { timeZone: 'America/Toronto', nowMs: newestSaleAtMs + 60_000 };
  const { en, fr } = tellSold({ orders: 12, days: 2, newestSaleAtMs }, context);
  const read = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replace(' 01:', ' 1:');
  expect(read(en)).toBe(
    'The till answers. 12 orders in the last 2 days, the newest from Nov 22, 1:54 AM.',
  );
  expect(read(fr)).toBe(
    'La caisse répond. 12 commandes dans les 2 derniers jours, la plus récente du 22 nov., 1:54.',
  );
});
