import type { Localized } from '#kernel/localized.ts';
import type { ConnectorContext, RawOrder, RawPage, Window } from '../contract.ts';
import { lastDateOf, RANGE_DATES_MAX, rangesOf } from './query.ts';
import { readRange } from './read-range.ts';

/** Bounds the memory for telling repeated unreadable rows. */
const UNREADABLE_MAX = 10_000;

const maybeCapped: Localized = {
  en: 'Cluster may have cut off an answer: one hour alone has a suspiciously round number of rows. Compare the day with the till.',
  fr: 'Cluster a peut-être tronqué une réponse : une seule heure compte un nombre de lignes étrangement rond. Comparez la journée avec la caisse.',
};

/**
 * The orders of a window, newest dates first, a page for each range asked. Cluster is asked for
 * whole calendar dates, so what lies outside the window is dropped here.
 * @param cursor the newest calendar date of the page to go on with, as a page's `nextCursor` said.
 */
export async function* fetchWindow(
  context: ConnectorContext<unknown>,
  window: Window,
  cursor?: string,
): AsyncGenerator<RawPage> {
  const all = rangesOf(window, context.timeZone, RANGE_DATES_MAX);
  const first = cursor === undefined ? 0 : all.findIndex((range) => lastDateOf(range) === cursor);
  if (first < 0) throw new RangeError('the cursor is not one of this window');
  const seen = new Set<string>();
  for (let index = first; index < all.length; index += 1) {
    const range = all[index];
    const next = all[index + 1];
    if (range === undefined) return;
    const answer = await readRange(context, range);
    const orders: RawOrder[] = [];
    for (const order of answer.orders.values()) {
      if (isInside(order, window)) orders.push(order);
    }
    for (const order of answer.unreadable) {
      if (isNew(order, seen)) orders.push(order);
    }
    yield {
      orders,
      rowCount: answer.rowCount,
      nextCursor: next === undefined ? null : lastDateOf(next),
      ...(answer.isMaybeCapped ? { warnings: [maybeCapped] } : {}),
    };
  }
}

function isInside({ occurredAtMs }: RawOrder, window: Window): boolean {
  return occurredAtMs !== null && occurredAtMs >= window.fromMs && occurredAtMs < window.toMs;
}

/** An unreadable row may come with every answer; it is handed over once. */
function isNew(order: RawOrder, seen: Set<string>): boolean {
  if (seen.has(order.payloadText)) return false;
  if (seen.size < UNREADABLE_MAX) seen.add(order.payloadText);
  return true;
}
