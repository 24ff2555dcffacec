import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface MergeSource {
  companyId: string;
  venueId: string;
  locationId: string;
  runId: string;
  nowMs: number;
}

/** Writes the staged orders: new ones are added, known ones (by vendor key) replaced. */
export async function mergeStagedOrders(tx: Tx, source: MergeSource): Promise<void> {
  await tx.run(sql`
    INSERT INTO orders (company_id, order_id, venue_id, location_id, key, state, occurred_at, closed_at,
      vendor_updated_at, guests, employee, revenue_centre, order_type, gross_minor, discount_minor,
      comp_minor, net_minor, tax_minor, tip_minor, service_charge_minor, taxes, is_balanced,
      content_hash, payload, day_only, customer, run_id, imported_at, first_imported_at)
    SELECT ${source.companyId}, order_id, ${source.venueId}, ${source.locationId}, key, state, occurred_at,
      closed_at, vendor_updated_at, guests, employee, revenue_centre, order_type, gross_minor,
      discount_minor, comp_minor, net_minor, tax_minor, tip_minor, service_charge_minor, taxes,
      is_balanced, content_hash, payload, day_only, customer, ${source.runId}, now.at, now.at
    FROM staged_orders, (SELECT ${new Date(source.nowMs)}::timestamptz AS at) now
    ON CONFLICT (company_id, location_id, key) DO UPDATE SET
      state = excluded.state, gone_at = NULL, occurred_at = excluded.occurred_at,
      closed_at = excluded.closed_at, vendor_updated_at = excluded.vendor_updated_at,
      guests = excluded.guests, employee = excluded.employee,
      revenue_centre = excluded.revenue_centre, order_type = excluded.order_type,
      gross_minor = excluded.gross_minor, discount_minor = excluded.discount_minor,
      comp_minor = excluded.comp_minor, net_minor = excluded.net_minor,
      tax_minor = excluded.tax_minor, tip_minor = excluded.tip_minor,
      service_charge_minor = excluded.service_charge_minor, taxes = excluded.taxes,
      is_balanced = excluded.is_balanced, content_hash = excluded.content_hash,
      payload = excluded.payload, day_only = excluded.day_only,
      customer = excluded.customer, run_id = excluded.run_id, imported_at = excluded.imported_at
  `);
}

/** Removes the lines of orders about to be written again. */
export async function deleteLines(
  tx: Tx,
  companyId: string,
  orderIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    DELETE FROM order_lines WHERE company_id = ${companyId} AND order_id = ANY(${orderIds}::uuid[])
  `);
}

export async function deletePayments(
  tx: Tx,
  companyId: string,
  orderIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    DELETE FROM order_payments WHERE company_id = ${companyId} AND order_id = ANY(${orderIds}::uuid[])
  `);
}

export async function mergeStagedLines(tx: Tx, companyId: string): Promise<void> {
  await tx.run(sql`
    INSERT INTO order_lines (company_id, order_id, line_no, vendor_line_id, kind, item_code, item_name,
      category, pos_item_code, quantity, unit_price_minor, gross_minor, discount_minor, comp_minor,
      net_minor, tax_minor, modifiers)
    SELECT ${companyId}, order_id, line_no, vendor_line_id, kind, item_code, item_name, category,
      pos_item_code, quantity, unit_price_minor, gross_minor, discount_minor, comp_minor, net_minor,
      tax_minor, modifiers
    FROM staged_lines
  `);
}

export async function mergeStagedPayments(tx: Tx, companyId: string): Promise<void> {
  await tx.run(sql`
    INSERT INTO order_payments (company_id, order_id, payment_no, tender, amount_minor, tip_minor)
    SELECT ${companyId}, order_id, payment_no, tender, amount_minor, tip_minor FROM staged_payments
  `);
}
