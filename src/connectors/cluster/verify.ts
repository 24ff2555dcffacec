import { DAY_MS } from '#kernel/calendar-date.ts';
import type { Localized } from '#kernel/localized.ts';
import type { ConnectorContext, Verification } from '../contract.ts';
import { pingTill } from './api.ts';
import { classify, problem, toVerifyProblem } from './classify.ts';
import { RANGE_DATES_MAX, rangesOf } from './query.ts';
import { readRange } from './read-range.ts';

/** First look at the last days; a venue closed for a while is given a month. */
const LOOK_BACK_DAYS = [2, 30];

/**
 * A ping, then a small read of what the import will read: a good ping is no proof that sales may be
 * read. An empty answer is no failure, and the note says what it can mean.
 */
export async function verify(context: ConnectorContext<unknown>): Promise<Verification> {
  const found = await ask(context);
  return found.ok ? found : { ok: false, problem: toVerifyProblem(found.problem, context.nowMs) };
}

async function ask(context: ConnectorContext<unknown>): Promise<Verification> {
  try {
    if ((await pingTill(context)) === 'offline') {
      return { ok: false, problem: problem('cluster.venue_offline', 'ping-pos: offline') };
    }
    for (const days of LOOK_BACK_DAYS) {
      const found = await readLast(context, days);
      if (found !== null) return found;
    }
    return { ok: true, newestSaleAtMs: null, note: nothingSold() };
  } catch (error) {
    return { ok: false, problem: classify(error, context.nowMs) };
  }
}

/** What the last days show; null when they are empty. */
async function readLast(
  context: ConnectorContext<unknown>,
  days: number,
): Promise<Verification | null> {
  const window = { fromMs: context.nowMs - days * DAY_MS, toMs: context.nowMs + 1 };
  let newestSaleAtMs: number | null = null;
  let orders = 0;
  let unreadable = 0;
  for (const range of rangesOf(window, context.timeZone, RANGE_DATES_MAX)) {
    const answer = await readRange(context, range);
    for (const order of answer.orders.values()) {
      newestSaleAtMs = Math.max(newestSaleAtMs ?? 0, order.occurredAtMs ?? 0);
    }
    orders += answer.orders.size;
    unreadable += answer.unreadable.length;
  }
  if (newestSaleAtMs !== null) {
    return {
      ok: true,
      newestSaleAtMs,
      note: tellSold({ orders, days }),
    };
  }
  if (unreadable === 0) return null;
  const detail = `sales-data: none of ${unreadable} rows has an order id and a date`;
  return { ok: false, problem: problem('cluster.answer_unexpected', detail) };
}

/** What a till told that answers and has sales; of when the newest is, its instant tells. */
export function tellSold({ orders, days }: { orders: number; days: number }): Localized {
  return {
    en: `The till answers. ${orders} ${orders === 1 ? 'order' : 'orders'} in the last ${days} days.`,
    fr: `La caisse répond. ${orders} ${orders === 1 ? 'commande' : 'commandes'} dans les ${days} derniers jours.`,
  };
}

function nothingSold(): Localized {
  const days = LOOK_BACK_DAYS.at(-1);
  return {
    en: `The till answers, but has no sales in the last ${days} days. That is right for a new or closed venue; otherwise check that the serial is the one of this venue.`,
    fr: `La caisse répond, mais n’a aucune vente dans les ${days} derniers jours. C’est normal pour un établissement nouveau ou fermé ; sinon, vérifiez que le numéro de série est bien celui de cet établissement.`,
  };
}
