/** Faults that change a till's books: late, edited, voided and vanished orders. */
import { exponentOf, formatDecimal, formatShort, parseDecimal } from '../exact.ts';
import { ControlError, type FaultSpec } from '../faults.ts';
import type { LedgerLine, LedgerOrder } from '../ledger.ts';
import { checkOrder } from '../ledger-check.ts';
import { lineFigures, openTruthBook } from '../truth.ts';
import { addDays, laterOf } from '../wall-time.ts';
import type { Till } from './till.ts';

/** What a ledger fault did. */
export interface LedgerChange {
  kind: string;
  serial: string;
  orderId: string;
  before: LedgerOrder | null;
  after: LedgerOrder | null;
}

const DAYS_DEFAULT = 3;

/**
 * Changes the till's books as the fault says and tells what changed. `turn` is the number of such
 * changes so far: it makes the choice of an order repeatable. Throws ControlError when there is no
 * such order.
 */
export function changeLedger(till: Till, fault: FaultSpec, turn: number): LedgerChange {
  const given = fault.order === undefined ? null : parseGiven(fault.order, till);
  const before = given === null ? pickOrder(till, fault, turn) : till.findOrder(given.id);
  const after = given ?? changedOrder(fault, before as LedgerOrder, till, turn);
  const orderId = after?.id ?? (before as LedgerOrder).id;
  if (after === null) {
    till.removeOrder(orderId);
  } else {
    till.putOrder(after);
  }
  const known = before?.id === orderId ? before : null;
  return { kind: fault.kind, serial: till.serial, orderId, before: known, after };
}

/** Checks an order from outside: its form, and that its amounts can be counted. Throws ControlError. */
export function parseGiven(value: unknown, till: Till): LedgerOrder {
  try {
    const order = checkOrder(value);
    const { timeZone, currency } = till.source.venue;
    openTruthBook({ timeZone, currency }).add({ ...order, state: 'closed' });
    return order;
  } catch (error) {
    throw new ControlError(400, 'bad_order', (error as Error).message);
  }
}

function changedOrder(
  fault: FaultSpec,
  order: LedgerOrder,
  till: Till,
  turn: number,
): LedgerOrder | null {
  const updatedAt = laterOf(till.nowWall(), order.updatedAt);
  if (fault.kind === 'vanished_order') {
    return null;
  }
  if (fault.kind === 'void_after_close') {
    return { ...order, state: 'void', payments: [], updatedAt };
  }
  if (fault.kind === 'edited_order') {
    return { ...doubleFirstLine(order, exponentOf(till.source.venue.currency)), updatedAt };
  }
  const id = `${order.id}-late${turn + 1}`;
  const lines = order.lines.map((line, index) => ({ ...line, id: `${id}-${index + 1}` }));
  return { ...order, id, lines, updatedAt };
}

/** Twice the first sold line; the first payment grows with it, so the bill stays balanced. */
function doubleFirstLine(order: LedgerOrder, exponent: number): LedgerOrder {
  const index = order.lines.findIndex((line) => line.kind === 'sale');
  const line = order.lines[index];
  if (line === undefined) {
    throw new ControlError(409, 'nothing_to_edit', `Order ${order.id} has no sold line.`);
  }
  const more = twice(line, exponent);
  const grown = totalOf(more, exponent) - totalOf(line, exponent);
  const payments = order.payments.map((payment, position) =>
    position === 0
      ? {
          ...payment,
          amount: formatDecimal(parseDecimal(payment.amount, exponent) + grown, exponent),
        }
      : payment,
  );
  return { ...order, lines: order.lines.with(index, more), payments };
}

/** Doubles a line, so that every figure of it stays exact. */
function twice(line: LedgerLine, exponent: number): LedgerLine {
  const double = (amount: string): string =>
    formatDecimal(parseDecimal(amount, exponent) * 2n, exponent);
  const doubled: LedgerLine = {
    ...line,
    quantity: formatShort(parseDecimal(line.quantity, 6) * 2n, 6),
    discount: double(line.discount),
    tax: double(line.tax),
  };
  if (line.taxes !== undefined) {
    doubled.taxes = line.taxes.map((tax) => ({ ...tax, amount: double(tax.amount) }));
  }
  return doubled;
}

function totalOf(line: LedgerLine, exponent: number): bigint {
  const figures = lineFigures(line, exponent);
  return figures === null ? 0n : figures.net + figures.tax;
}

function pickOrder(till: Till, fault: FaultSpec, turn: number): LedgerOrder {
  if (fault.id !== undefined) {
    const order = till.findOrder(fault.id);
    if (order === null) {
      throw new ControlError(404, 'unknown_order', `There is no order ${fault.id}.`);
    }
    return order;
  }
  const candidates = recentClosedOrders(till, fault.days ?? DAYS_DEFAULT);
  if (candidates.length === 0) {
    throw new ControlError(409, 'no_order', 'There is no closed order on these days.');
  }
  // A prime stride walks through all candidates before it comes back to one.
  return candidates[(turn * 7919 + 3571) % candidates.length] as LedgerOrder;
}

function recentClosedOrders(till: Till, days: number): LedgerOrder[] {
  const range = till.dateRange();
  const orders: LedgerOrder[] = [];
  const today = till.nowWall().slice(0, 10);
  const last = range === null || range.last > today ? today : range.last;
  for (let back = 0; back < days; back += 1) {
    for (const order of till.ordersOn(addDays(last, -back))) {
      if (order.state === 'closed' && order.lines.some((line) => line.kind === 'sale')) {
        orders.push(order);
      }
    }
  }
  return orders;
}
