import type { StorableOrder } from './order.ts';

/** What remains known of an order once it is written out. */
export interface WrittenOrder {
  orderId: string;
  key: string;
  state: StorableOrder['state'];
  occurredAtMs: number;
  netMinor: number;
}

/**
 * Orders written out as text for COPY, one text per table. A window of six thousand bills is held
 * as some megabytes of bytes; as objects it would be ten times that.
 */
export interface OrderSheet {
  orders: Text;
  lines: Text;
  payments: Text;
}

/** Finished pieces, and the one being written. */
interface Text {
  pieces: Buffer[];
  open: string;
}

/** Text is closed in pieces of about this many characters. */
const pieceLength = 256 * 1024;

export function createOrderSheet(): OrderSheet {
  const text = (): Text => ({ pieces: [], open: '' });
  return { orders: text(), lines: text(), payments: text() };
}

/** Writes an order down; the object itself is not needed any more. */
export function writeOrder(sheet: OrderSheet, order: StorableOrder): WrittenOrder {
  append(sheet.orders, orderRow(order));
  append(sheet.lines, lineRows(order));
  append(sheet.payments, paymentRows(order));
  const { orderId, key, state, occurredAtMs, figures } = order;
  return { orderId, key, state, occurredAtMs, netMinor: figures.netMinor };
}

/** All that was written of one table. */
export function piecesOf(text: Text): Buffer[] {
  return text.open === '' ? text.pieces : [...text.pieces, Buffer.from(text.open)];
}

function append(text: Text, rows: string): void {
  text.open += rows;
  if (text.open.length < pieceLength) return;
  text.pieces.push(Buffer.from(text.open));
  text.open = '';
}

function orderRow(order: StorableOrder): string {
  const { figures } = order;
  return `${order.orderId}\t${text(order.key)}\t${order.state}\t${instant(order.occurredAtMs)}\t${instant(
    order.closedAtMs,
  )}\t${instant(order.updatedAtMs)}\t${order.guests}\t${text(order.employee)}\t${text(
    order.revenueCentre,
  )}\t${text(order.orderType)}\t${figures.grossMinor}\t${figures.discountMinor}\t${
    figures.compMinor
  }\t${figures.netMinor}\t${figures.taxMinor}\t${figures.tipMinor}\t${
    order.serviceChargeMinor
  }\t${json(figures.taxes)}\t${figures.isBalanced ? 't' : 'f'}\t\\\\x${order.contentHash.toString(
    'hex',
  )}\t${text(order.payloadText)}\t${order.dayOnly ?? '\\N'}\t${text(order.customer ?? null)}\n`;
}

function lineRows(order: StorableOrder): string {
  let rows = '';
  for (const line of order.lines) {
    const modifiers = line.modifiers.length > 0 ? json(line.modifiers) : '\\N';
    rows += `${order.orderId}\t${line.lineNo}\t${text(line.vendorLineId)}\t${line.kind}\t${text(
      line.itemCode,
    )}\t${text(line.itemName)}\t${text(line.category)}\t${text(line.posItemCode)}\t${
      line.quantity
    }\t${line.unitPriceMinor}\t${line.grossMinor}\t${line.discountMinor}\t${
      line.compMinor
    }\t${line.netMinor}\t${line.taxMinor}\t${modifiers}\n`;
  }
  return rows;
}

function paymentRows(order: StorableOrder): string {
  let rows = '';
  for (const [index, payment] of order.payments.entries()) {
    rows += `${order.orderId}\t${index + 1}\t${text(payment.tender)}\t${payment.amountMinor}\t${payment.tipMinor}\n`;
  }
  return rows;
}

const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function text(value: string | null): string {
  if (value === null) return '\\N';
  return special.test(value)
    ? value.replace(specials, (character) => escapes[character] as string)
    : value;
}

function json(value: unknown): string {
  return text(JSON.stringify(value));
}

function instant(valueMs: number | null): string {
  return valueMs === null ? '\\N' : new Date(valueMs).toISOString();
}
