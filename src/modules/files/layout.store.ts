import type { ColumnMapping } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** What a person confirmed about one layout of file. */
export interface KnownLayout {
  key: string;
  mapping: ColumnMapping;
}

/** A till that changes its layout more often than this is asked about the oldest again. */
const countMax = 200;

/** Those of an integration, the last confirmed first. */
export async function listLayouts(
  tx: Tx,
  place: { companyId: string; integrationId: string },
): Promise<KnownLayout[]> {
  return tx.rows(sql`
    SELECT layout_key AS key, mapping FROM file_layouts
    WHERE company_id = ${place.companyId} AND integration_id = ${place.integrationId}
    ORDER BY confirmed_at DESC, layout_key LIMIT ${countMax}
  `);
}

/** Remembers how a layout is to be read, in place of what was said before. */
export async function recordLayout(
  tx: Tx,
  layout: KnownLayout & { companyId: string; integrationId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO file_layouts (company_id, integration_id, layout_key, mapping, confirmed_at)
    VALUES (${layout.companyId}, ${layout.integrationId}, ${layout.key},
      ${JSON.stringify(layout.mapping)}, ${new Date(layout.nowMs)})
    ON CONFLICT (company_id, integration_id, layout_key) DO UPDATE SET
      mapping = excluded.mapping, confirmed_at = excluded.confirmed_at
  `);
}
