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
    const bill = { orderId: change.orderId, ...(key === undefined ? {} : { key }) };
    for (const [date, cause] of causesOfChange(rule, change)) add(date, { ...bill, ...cause });
  }
  return causes;
}

/** A bill between two days is told on both, with what it took from the one and brought the other. */
function causesOfChange(
  rule: DayRule,
  { kind, was, now }: OrderChange,
): (readonly [date: string, cause: DayCause])[] {
  const dateOf = (side: OrderChange['was']) => businessDateOf(Date.parse(side.occurredAt), rule);
  const [fromDate, toDate] = [dateOf(was), dateOf(now)];
  const [wasNetMinor, nowNetMinor] = [was.netMinor, now.netMinor];
  const left = { wasNetMinor, nowNetMinor: 0 };
  const came = { wasNetMinor: 0, nowNetMinor };
  if (fromDate === toDate) return [[toDate, { kind, wasNetMinor, nowNetMinor }]];
  // What was gone counted nowhere any more, and what is void counts nowhere now.
  if (was.state === 'gone') return [[toDate, { kind, ...came }]];
  if (now.state === 'void') return [[fromDate, { kind, ...left }]];
  return [
    [fromDate, { kind: 'moved', toDate, ...left }],
    [toDate, { kind: 'moved', fromDate, ...came }],
  ];
}
