import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** A POS item as one import saw it. */
export interface SoldPosItem {
  posItemId: string;
  code: string;
  name: string;
  category: string;
  baseCode: string;
  modifierCodes: string[];
  firstSoldAtMs: number;
  lastSoldAtMs: number;
}

/** Adds items not known yet; keeps the newest name and category, and widens the span of sales. */
export async function recordPosItems(
  tx: Tx,
  owner: { companyId: string; venueId: string; integrationId: string },
  items: readonly SoldPosItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    pos_item_id: item.posItemId,
    code: item.code,
    name: item.name,
    category: item.category,
    base_code: item.baseCode,
    modifier_codes: item.modifierCodes,
    first_sold_at: new Date(item.firstSoldAtMs).toISOString(),
    last_sold_at: new Date(item.lastSoldAtMs).toISOString(),
  }));
  await tx.run(sql`
    INSERT INTO pos_items AS held (company_id, pos_item_id, venue_id, integration_id, code, name,
      category, base_code, modifier_codes, first_sold_at, last_sold_at)
    SELECT ${owner.companyId}, told.pos_item_id, ${owner.venueId}, ${owner.integrationId}, told.code,
      told.name, told.category, told.base_code, told.modifier_codes, told.first_sold_at, told.last_sold_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told (pos_item_id uuid, code text,
      name text, category text, base_code text, modifier_codes text[], first_sold_at timestamptz,
      last_sold_at timestamptz)
    ORDER BY told.code
    ON CONFLICT (company_id, integration_id, code) DO UPDATE SET
      name = CASE WHEN excluded.last_sold_at >= held.last_sold_at THEN excluded.name ELSE held.name END,
      category = CASE WHEN excluded.last_sold_at >= held.last_sold_at THEN excluded.category ELSE held.category END,
      first_sold_at = least(held.first_sold_at, excluded.first_sold_at),
      last_sold_at = greatest(held.last_sold_at, excluded.last_sold_at)
    WHERE (held.first_sold_at, held.last_sold_at) IS DISTINCT FROM
        (least(held.first_sold_at, excluded.first_sold_at), greatest(held.last_sold_at, excluded.last_sold_at))
      OR (excluded.last_sold_at >= held.last_sold_at
        AND (held.name, held.category) IS DISTINCT FROM (excluded.name, excluded.category))
  `);
}

/** How many POS items an integration has. */
export async function countPosItems(
  tx: Tx,
  { companyId, integrationId }: { companyId: string; integrationId: string },
): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM pos_items
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
  return row?.count ?? 0;
}
