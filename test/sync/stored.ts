import type { Database } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** One stored day, in the shape of the simulator's truth. */
export interface StoredTruth {
  orders: number;
  guests: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  morningNetMinor: number;
  morningOrders: number;
  categories: Record<string, { quantity: string; netMinor: number }>;
  hours: Record<string, { orders: number; netMinor: number }>;
  tenders: Record<string, { amountMinor: number; tipMinor: number; count: number }>;
}

interface TotalsRow extends Omit<StoredTruth, 'categories' | 'hours' | 'tenders'> {
  date: string;
}

interface BreakdownRow {
  date: string;
  dimension: 'category' | 'hour' | 'tender';
  name: string;
  quantity: string;
  entries: number;
  amountMinor: number;
  tipMinor: number;
}

/** The stored days of a venue that have orders, all locations together. */
export async function readStoredDays(
  database: Database,
  venue: { companyId: string; venueId: string },
): Promise<Record<string, StoredTruth>> {
  const { companyId, venueId } = venue;
  const [totals, breakdowns] = await database.withCompany(
    companyId,
    async (tx) =>
      [
        await tx.rows<TotalsRow>(sql`
      SELECT business_date AS date, sum(orders)::bigint AS orders, sum(guests)::bigint AS guests,
        sum(gross_minor)::bigint AS "grossMinor", sum(discount_minor)::bigint AS "discountMinor",
        sum(comp_minor)::bigint AS "compMinor", sum(net_minor)::bigint AS "netMinor",
        sum(tax_minor)::bigint AS "taxMinor", sum(tip_minor)::bigint AS "tipMinor",
        sum(morning_net_minor)::bigint AS "morningNetMinor", sum(morning_orders)::bigint AS "morningOrders"
      FROM day_totals WHERE company_id = ${companyId} AND venue_id = ${venueId}
      GROUP BY business_date HAVING sum(orders) > 0 ORDER BY business_date`),
        await tx.rows<BreakdownRow>(sql`
      SELECT business_date AS date, dimension, name, trim_scale(sum(quantity)) AS quantity,
        sum(entries)::bigint AS entries, sum(amount_minor)::bigint AS "amountMinor", sum(tip_minor)::bigint AS "tipMinor"
      FROM day_breakdowns WHERE company_id = ${companyId} AND venue_id = ${venueId}
        AND dimension IN ('category', 'hour', 'tender')
      GROUP BY business_date, dimension, name ORDER BY business_date, dimension, name`),
      ] as const,
  );
  const days: Record<string, StoredTruth> = {};
  for (const { date, ...figures } of totals) {
    days[date] = { ...figures, categories: {}, hours: {}, tenders: {} };
  }
  for (const row of breakdowns) addBreakdown(days[row.date], row);
  return days;
}

function addBreakdown(day: StoredTruth | undefined, row: BreakdownRow): void {
  if (!day) throw new Error(`a breakdown of ${row.date}, a day without orders`);
  if (row.dimension === 'category')
    day.categories[row.name] = { quantity: row.quantity, netMinor: row.amountMinor };
  if (row.dimension === 'hour')
    day.hours[row.name] = { orders: row.entries, netMinor: row.amountMinor };
  if (row.dimension === 'tender') {
    day.tenders[row.name] = {
      amountMinor: row.amountMinor,
      tipMinor: row.tipMinor,
      count: row.entries,
    };
  }
}

/** Everything an import stores, without ids and times that differ from import to import. */
export async function readFingerprint(
  database: Database,
  companyId: string,
): Promise<Record<string, string>> {
  return database.withCompany(companyId, async (tx) => {
    const statements = {
      orders: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', key, state, gone_at IS NULL, occurred_at, net_minor, tax_minor, tip_minor, encode(content_hash, 'hex'), md5(payload)) AS row FROM orders) each`,
      lines: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', o.key, l.line_no, l.kind, l.item_code, l.pos_item_code, l.quantity, l.net_minor, l.modifiers) AS row FROM order_lines l JOIN orders o USING (company_id, order_id)) each`,
      payments: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', o.key, p.payment_no, p.tender, p.amount_minor, p.tip_minor) AS row FROM order_payments p JOIN orders o USING (company_id, order_id)) each`,
      days: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', business_date, orders, open_orders, guests, gross_minor, net_minor, tax_minor, tip_minor, morning_net_minor) AS row FROM day_totals) each`,
      breakdowns: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', dimension, business_date, name, quantity, entries, amount_minor, tip_minor) AS row FROM day_breakdowns) each`,
      items: sql`SELECT md5(string_agg(row, '|' ORDER BY row)) AS digest FROM (SELECT concat_ws(',', code, name, category, first_sold_at, last_sold_at) AS row FROM pos_items) each`,
      orphans: sql`SELECT count(*)::text AS digest FROM order_lines l WHERE NOT EXISTS (SELECT FROM orders o WHERE o.company_id = l.company_id AND o.order_id = l.order_id)`,
    };
    const fingerprint: Record<string, string> = {};
    for (const [name, statement] of Object.entries(statements)) {
      fingerprint[name] = (await tx.first<{ digest: string | null }>(statement))?.digest ?? '';
    }
    return fingerprint;
  });
}
