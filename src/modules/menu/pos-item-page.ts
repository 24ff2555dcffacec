import { compareQuantities } from '#kernel/quantity.ts';
import type { PosItemSales } from './pos-item-list.store.ts';

export const posItemSorts = ['revenue', 'quantity', 'name'] as const;
export type PosItemSort = (typeof posItemSorts)[number];

/** Best first; ties by name, then id, so that pages never overlap. */
const orders: Readonly<Record<PosItemSort, (a: PosItemSales, b: PosItemSales) => number>> = {
  revenue: (a, b) => b.netMinor - a.netMinor,
  quantity: (a, b) => compareQuantities(b.quantity, a.quantity),
  name: () => 0,
};

/**
 * The page of items after the one with id `afterId`, and what all items of the span earned together
 * (of which each has its share, whatever the search). Null when there is no item `afterId`.
 */
export function pagePosItems(
  items: readonly PosItemSales[],
  wanted: { sort: PosItemSort; search: string; afterId: string | null; limit: number },
): { items: PosItemSales[]; hasMore: boolean; totalNetMinor: number } | null {
  const found = items.filter(matcherOf(wanted.search));
  const names = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
  const compare = orders[wanted.sort];
  found.sort(
    (a, b) =>
      compare(a, b) || names.compare(a.name, b.name) || (a.posItemId < b.posItemId ? -1 : 1),
  );
  const last = found.findIndex((item) => item.posItemId === wanted.afterId);
  if (wanted.afterId !== null && last === -1) return null;
  const page = found.slice(last + 1, last + 1 + wanted.limit);
  return {
    items: page,
    hasMore: last + 1 + page.length < found.length,
    totalNetMinor: items.reduce((sum, item) => sum + item.netMinor, 0),
  };
}

/** Every word must occur in name or code; letter case and accents do not matter. */
function matcherOf(search: string): (item: PosItemSales) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return (item) => {
    const text = fold(`${item.name} ${item.code}`);
    return words.every((word) => text.includes(word));
  };
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** Part of all revenue, 0 to 1; 0 where shares mean nothing (no revenue, or refunds outweigh it). */
export function shareOf(netMinor: number, totalNetMinor: number): number {
  if (totalNetMinor <= 0) return 0;
  return Math.min(1, Math.max(0, netMinor / totalNetMinor));
}
