import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PosItemSales } from './pos-item-list.store.ts';
import { pagePosItems, posItemSorts, shareOf } from './pos-item-page.ts';

function item(name: string, more: Partial<PosItemSales> = {}): PosItemSales {
  return {
    posItemId: `id-${name}`,
    code: name.toLowerCase(),
    name,
    category: 'Food',
    integrationId: 'link',
    modifierCodes: [],
    quantity: '1',
    netMinor: 100,
    firstSoldAt: new Date(0),
    lastSoldAt: new Date(0),
    ...more,
  };
}

const all = { sort: 'revenue', search: '', afterId: null, limit: 50 } as const;
const namesOf = (page: { items: PosItemSales[] } | null) => page?.items.map((one) => one.name);

describe('a page of POS items', () => {
  it('puts the best seller first, by money or by exact quantity', () => {
    const items = [
      item('A', { netMinor: 1, quantity: '9.5' }),
      item('B', { netMinor: 3, quantity: '10' }),
      item('C', { netMinor: 2, quantity: '9.500001' }),
    ];
    expect(namesOf(pagePosItems(items, all))).toEqual(['B', 'C', 'A']);
    expect(namesOf(pagePosItems(items, { ...all, sort: 'quantity' }))).toEqual(['B', 'C', 'A']);
  });

  it('sorts names as people do', () => {
    const items = [item('Size 10'), item('éclair'), item('Size 9'), item('Fries')];
    const page = pagePosItems(items, { ...all, sort: 'name' });
    expect(namesOf(page)).toEqual(['éclair', 'Fries', 'Size 9', 'Size 10']);
  });

  it('finds words of name or code without their accents and case', () => {
    const items = [item('Crème brûlée', { code: 'D-7' }), item('Ice cream')];
    expect(namesOf(pagePosItems(items, { ...all, search: ' BRULEE creme ' }))).toEqual([
      'Crème brûlée',
    ]);
    expect(namesOf(pagePosItems(items, { ...all, search: 'd-7' }))).toEqual(['Crème brûlée']);
    expect(namesOf(pagePosItems(items, { ...all, search: 'soup' }))).toEqual([]);
  });

  it('measures shares against all items, not only those found', () => {
    const page = pagePosItems([item('A'), item('B', { netMinor: 300 })], { ...all, search: 'a' });
    expect(page?.totalNetMinor).toBe(400);
  });

  it('knows no page after an item it does not have', () => {
    expect(pagePosItems([item('A')], { ...all, afterId: 'gone' })).toBeNull();
  });

  it('shows every item once over its pages, whatever the order', () => {
    const arbitrary = fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { maxLength: 30 });
    fc.assert(
      fc.property(
        arbitrary,
        fc.constantFrom(...posItemSorts),
        fc.integer({ min: 1, max: 7 }),
        (sales, sort, limit) => {
          const items = sales.map(([netMinor, quantity], index) =>
            item(`${quantity}`, { posItemId: `${index}`, netMinor, quantity: `${quantity}` }),
          );
          const seen: string[] = [];
          let afterId: string | null = null;
          for (let pages = 0; pages <= items.length; pages += 1) {
            const page = pagePosItems(items, { sort, search: '', afterId, limit });
            seen.push(...(page?.items ?? []).map((one) => one.posItemId));
            if (!page?.hasMore) break;
            afterId = page.items.at(-1)?.posItemId ?? null;
          }
          expect(seen.toSorted()).toEqual(items.map((one) => one.posItemId).toSorted());
        },
      ),
    );
  });
});

describe('a share', () => {
  it('is a part of all, and nothing where refunds outweigh sales', () => {
    expect(shareOf(25, 100)).toBe(0.25);
    expect(shareOf(-5, 100)).toBe(0);
    expect(shareOf(105, 100)).toBe(1);
    expect(shareOf(5, 0)).toBe(0);
    expect(shareOf(5, -3)).toBe(0);
  });
});
