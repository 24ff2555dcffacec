import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** A POS item with what it sold in a span of business days. */
export interface PosItemSales {
  posItemId: string;
  code: string;
  name: string;
  category: string;
  integrationId: string;
  modifierCodes: string[];
  quantity: string;
  netMinor: number;
  firstSoldAt: Date;
  lastSoldAt: Date;
}

/** Every POS item of the venue, sold in the span or not, in no order. */
export async function listPosItemSales(
  tx: Tx,
  wanted: { venueId: string; from: string; to: string },
): Promise<PosItemSales[]> {
  return tx.rows(sql`
    WITH sold AS (
      SELECT location.integration_id, day.name AS code, sum(day.quantity) AS quantity,
        sum(day.amount_minor)::bigint AS net_minor
      FROM (
        SELECT location_id, name, sum(quantity) AS quantity, sum(amount_minor) AS amount_minor
        FROM day_breakdowns
        WHERE company_id = ${tx.companyId} AND venue_id = ${wanted.venueId} AND dimension = 'item'
          AND business_date BETWEEN ${wanted.from} AND ${wanted.to}
        GROUP BY location_id, name
      ) day
      JOIN locations location ON location.company_id = ${tx.companyId}
        AND location.location_id = day.location_id
      GROUP BY location.integration_id, day.name
    )
    SELECT item.pos_item_id AS "posItemId", item.code, item.name, item.category,
      item.integration_id AS "integrationId", item.modifier_codes AS "modifierCodes",
      coalesce(trim_scale(sold.quantity), 0)::text AS quantity,
      coalesce(sold.net_minor, 0) AS "netMinor",
      item.first_sold_at AS "firstSoldAt", item.last_sold_at AS "lastSoldAt"
    FROM pos_items item
    LEFT JOIN sold ON sold.integration_id = item.integration_id AND sold.code = item.code
    WHERE item.company_id = ${tx.companyId} AND item.venue_id = ${wanted.venueId}
  `);
}

/** When anything was last sold at the venue; null when nothing ever was. */
export async function findNewestSale(tx: Tx, venueId: string): Promise<Date | null> {
  const row = await tx.first<{ newest: Date | null }>(sql`
    SELECT max(last_sold_at) AS newest FROM pos_items
    WHERE company_id = ${tx.companyId} AND venue_id = ${venueId}
  `);
  return row?.newest ?? null;
}
