import type { RawOrder, Window } from '#connectors/contract.ts';
import { businessDateOf, type DayRule, dayWindow } from '#kernel/business-day.ts';

/** Some days of sent sales, stored in one go. */
export interface ToldPart {
  window: Window;
  orders: RawOrder[];
}

/**
 * Cuts orders that come page by page, oldest first, into parts of whole business days, as soon as
 * a part has `ordersMin` of them. Each order goes with the window it lies in or follows; every window
 * gets its part, also without orders. Pure.
 * @param windows disjoint, oldest first, of whole business days; at least one.
 */
export async function* cutIntoParts(
  pages: AsyncIterable<readonly RawOrder[]> | Iterable<readonly RawOrder[]>,
  { windows, rule, ordersMin }: { windows: readonly Window[]; rule: DayRule; ordersMin: number },
): AsyncGenerator<ToldPart> {
  let [window, ...later] = windows as [Window, ...Window[]];
  let orders: RawOrder[] = [];
  let lastMs = -Infinity;
  for await (const page of pages) {
    for (const order of page) {
      const atMs = order.occurredAtMs ?? lastMs;
      while (later[0] && later[0].fromMs <= atMs) {
        yield { window, orders };
        [window, ...later] = later as [Window, ...Window[]];
        orders = [];
      }
      if (orders.length >= ordersMin && atMs > lastMs) {
        const dayMs = startOfDay(atMs, rule);
        if (dayMs > lastMs && dayMs > window.fromMs && dayMs < window.toMs) {
          yield { window: { fromMs: window.fromMs, toMs: dayMs }, orders };
          window = { fromMs: dayMs, toMs: window.toMs };
          orders = [];
        }
      }
      orders.push(order);
      lastMs = atMs;
    }
  }
  yield { window, orders };
  for (const rest of later) yield { window: rest, orders: [] };
}

function startOfDay(instantMs: number, rule: DayRule): number {
  return dayWindow(businessDateOf(instantMs, rule), rule).startMs;
}
