import type { Modifier } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface BillLineRow {
  orderId: string;
  kind: 'sale' | 'refund' | 'void' | 'comp';
  itemCode: string;
  itemName: string;
  category: string;
  posItemCode: string;
  quantity: string;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  modifiers: Modifier[] | null;
}

/** The lines of these bills, in the order of the bill. */
export async function listBillLines(tx: Tx, orderIds: readonly string[]): Promise<BillLineRow[]> {
  return tx.rows(sql`
    SELECT order_id AS "orderId", kind, item_code AS "itemCode", item_name AS "itemName", category,
      pos_item_code AS "posItemCode", trim_scale(quantity)::text AS quantity,
      unit_price_minor AS "unitPriceMinor", gross_minor AS "grossMinor",
      discount_minor AS "discountMinor", comp_minor AS "compMinor", net_minor AS "netMinor",
      tax_minor AS "taxMinor", modifiers
    FROM order_lines
    WHERE company_id = ${tx.companyId} AND order_id = ANY(${orderIds}::uuid[])
    ORDER BY order_id, line_no
  `);
}

export interface BillPaymentRow {
  orderId: string;
  tender: string;
  amountMinor: number;
  tipMinor: number;
}

export async function listBillPayments(
  tx: Tx,
  orderIds: readonly string[],
): Promise<BillPaymentRow[]> {
  return tx.rows(sql`
    SELECT order_id AS "orderId", tender, amount_minor AS "amountMinor", tip_minor AS "tipMinor"
    FROM order_payments
    WHERE company_id = ${tx.companyId} AND order_id = ANY(${orderIds}::uuid[])
    ORDER BY order_id, payment_no
  `);
}

/** What a bill was, or is, as far as a change of it tells. `state` may be `gone`. */
export interface BillMoment {
  state: string;
  netMinor: number;
  occurredAt: string;
}

export interface BillChangeRow {
  orderId: string;
  at: Date;
  kind: 'edited' | 'closed' | 'voided' | 'gone' | 'returned';
  was: BillMoment;
  now: BillMoment;
}

/** What happened to these bills since they were first stored, oldest first. */
export async function listBillChanges(
  tx: Tx,
  orderIds: readonly string[],
): Promise<BillChangeRow[]> {
  return tx.rows(sql`
    SELECT order_id AS "orderId", at, kind, was, now FROM order_changes
    WHERE company_id = ${tx.companyId} AND order_id = ANY(${orderIds}::uuid[])
    ORDER BY order_id, change_id
  `);
}
