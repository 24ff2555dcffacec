import { businessDateOf, type DayRule } from '#kernel/business-day.ts';
import type { DayCause, OrderChange, WrittenOrder } from '#modules/sales/index.ts';

/** Per business date, the orders that made it change: the "why" of a restatement. */
export function toCauses(
  rule: DayRule,
  page: {
    changes: readonly OrderChange[];
    fresh: readonly WrittenOrder[];
    keyOf: ReadonlyMap<string, string>;
  },
): Map<string, DayCause[]> {
  const causes = new Map<string, DayCause[]>();
  const add = (date: string, cause: DayCause) => {
    const known = causes.get(date);
    if (known) known.push(cause);
    else causes.set(date, [cause]);
  };
  for (const order of page.fresh) {
    add(businessDateOf(order.occurredAtMs, rule), {
      kind: 'late',
      orderId: order.orderId,
      key: order.key,
      wasNetMinor: 0,
      nowNetMinor: order.state === 'closed' ? order.netMinor : 0,
    });
  }
  for (const change of page.changes) {
    const key = page.keyOf.get(change.orderId);
    const cause: DayCause = {
      kind: change.kind,
      orderId: change.orderId,
      ...(key === undefined ? {} : { key }),
      wasNetMinor: change.was.netMinor,
      nowNetMinor: change.now.netMinor,
    };
    const dates = [change.was.occurredAt, change.now.occurredAt].map((at) =>
      businessDateOf(Date.parse(at), rule),
    );
    for (const date of new Set(dates)) add(date, cause);
  }
  return causes;
}
