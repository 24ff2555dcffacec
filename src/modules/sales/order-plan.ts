/** An order as the database holds it, as far as a comparison needs. */
export interface HeldOrder {
  orderId: string;
  key: string;
  state: 'closed' | 'open' | 'void';
  isGone: boolean;
  occurredAtMs: number;
  netMinor: number;
  contentHash: Buffer;
}

/** An order as the vendor tells it now, not yet understood. */
export interface ToldOrder {
  key: string;
  contentHash: Buffer;
}

export interface OrderPlan<Told extends ToldOrder> {
  fresh: Told[];
  changed: { told: Told; held: HeldOrder }[];
  /** Told again just as held, but counted as gone since. */
  returned: HeldOrder[];
  unchangedCount: number;
  /** Held in the window and not told. */
  missing: HeldOrder[];
}

/**
 * Compares what the vendor tells with what is held. `heldInWindow` are the held orders whose
 * business time lies in the window; `heldElsewhere` are held orders told now but stored under a
 * time outside it (the vendor moved them).
 */
export function planOrders<Told extends ToldOrder>(options: {
  told: readonly Told[];
  heldInWindow: readonly HeldOrder[];
  heldElsewhere: readonly HeldOrder[];
}): OrderPlan<Told> {
  const held = new Map<string, HeldOrder>();
  for (const order of options.heldElsewhere) held.set(order.key, order);
  for (const order of options.heldInWindow) held.set(order.key, order);
  const plan: OrderPlan<Told> = {
    fresh: [],
    changed: [],
    returned: [],
    unchangedCount: 0,
    missing: [],
  };
  const toldKeys = new Set<string>();
  for (const told of options.told) {
    toldKeys.add(told.key);
    const known = held.get(told.key);
    if (!known) plan.fresh.push(told);
    else if (!known.contentHash.equals(told.contentHash)) plan.changed.push({ told, held: known });
    else if (known.isGone) plan.returned.push(known);
    else plan.unchangedCount += 1;
  }
  plan.missing = options.heldInWindow.filter((order) => !order.isGone && !toldKeys.has(order.key));
  return plan;
}

export type AnswerVerdict =
  | { isSuspicious: false }
  | { isSuspicious: true; heldCount: number; missingCount: number };

/** Below this many missing orders an answer is judged order by order, by the second read alone. */
const missingCountMin = 10;
/** A vendor that suddenly forgets more than this share of the bills is not believed. */
const missingShareMax = 0.3;
/** A quiet house: from this many held bills on, forgetting every one of them is not believed. */
const heldCountMin = 3;

/** Whether an answer is so much smaller than what is held that it must not be applied. */
export function judgeAnswer(counts: { heldCount: number; missingCount: number }): AnswerVerdict {
  const { heldCount, missingCount } = counts;
  const isMuch = missingCount >= missingCountMin && missingCount > heldCount * missingShareMax;
  const isAll = missingCount === heldCount && heldCount >= heldCountMin;
  return isMuch || isAll ? { isSuspicious: true, ...counts } : { isSuspicious: false };
}
