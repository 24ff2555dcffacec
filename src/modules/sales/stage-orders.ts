import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '#platform/db/database.ts';
import type { StorableOrder } from './order.ts';

/**
 * The bulk path: COPY into temporary tables, then one set-based merge per table. COPY cannot write
 * to tables with row-level security, so the merge is also where the tenant policy is checked.
 */
const stagingTables = `
  CREATE TEMP TABLE IF NOT EXISTS staged_orders (
    order_id uuid, key text, state text, occurred_at timestamptz, closed_at timestamptz,
    vendor_updated_at timestamptz, guests integer, employee text, revenue_centre text,
    order_type text, gross_minor bigint, discount_minor bigint, comp_minor bigint, net_minor bigint,
    tax_minor bigint, tip_minor bigint, service_charge_minor bigint, taxes jsonb,
    is_balanced boolean, content_hash bytea, payload text) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS staged_lines (
    order_id uuid, line_no smallint, vendor_line_id text, kind text, item_code text, item_name text,
    category text, pos_item_code text, quantity numeric, unit_price_minor bigint,
    gross_minor bigint, discount_minor bigint, comp_minor bigint, net_minor bigint,
    tax_minor bigint, modifiers jsonb) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS staged_payments (
    order_id uuid, payment_no smallint, tender text, amount_minor bigint, tip_minor bigint
  ) ON COMMIT DELETE ROWS`;

/** COPY text is sent in pieces of about this many characters. */
const pieceLength = 256 * 1024;

/** Sends orders with their lines and payments to this transaction's staging tables. */
export async function stageOrders(tx: Tx, orders: readonly StorableOrder[]): Promise<void> {
  await tx.client.query(`SET LOCAL client_min_messages = warning; ${stagingTables}`);
  await copyRows(tx, 'staged_orders', orders, orderRow);
  await copyRows(tx, 'staged_lines', orders, lineRows);
  await copyRows(tx, 'staged_payments', orders, paymentRows);
}

async function copyRows(
  tx: Tx,
  table: string,
  orders: readonly StorableOrder[],
  toRows: (order: StorableOrder) => string,
): Promise<void> {
  const target = tx.client.query(copyFrom(`COPY ${table} FROM STDIN`));
  await pipeline(Readable.from(pieces(orders, toRows), { objectMode: false }), target);
}

function* pieces(orders: readonly StorableOrder[], toRows: (order: StorableOrder) => string) {
  let piece = '';
  for (const order of orders) {
    piece += toRows(order);
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  if (piece) yield piece;
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
  )}\t${text(order.payloadText)}\n`;
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
