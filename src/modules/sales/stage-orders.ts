import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '#platform/db/database.ts';
import { type OrderSheet, piecesOf } from './order-sheet.ts';

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
    is_balanced boolean, content_hash bytea, payload text, day_only text, customer text) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS staged_lines (
    order_id uuid, line_no smallint, vendor_line_id text, kind text, item_code text, item_name text,
    category text, pos_item_code text, quantity numeric, unit_price_minor bigint,
    gross_minor bigint, discount_minor bigint, comp_minor bigint, net_minor bigint,
    tax_minor bigint, modifiers jsonb) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS staged_payments (
    order_id uuid, payment_no smallint, tender text, amount_minor bigint, tip_minor bigint
  ) ON COMMIT DELETE ROWS`;
/** Deleted rows would stay until the transaction ends, and be read over by each further merge. */
const emptied = 'TRUNCATE staged_orders, staged_lines, staged_payments';

/** Transactions whose staging tables hold rows. */
const staged = new WeakSet<Tx>();

/** Sends orders with their lines and payments to this transaction's staging tables, emptied before. */
export async function stageOrders(tx: Tx, sheet: OrderSheet): Promise<void> {
  const tables = staged.has(tx) ? emptied : stagingTables;
  await tx.client.query(`SET LOCAL client_min_messages = warning; ${tables}`);
  staged.add(tx);
  await copyPieces(tx, 'staged_orders', piecesOf(sheet.orders));
  await copyPieces(tx, 'staged_lines', piecesOf(sheet.lines));
  await copyPieces(tx, 'staged_payments', piecesOf(sheet.payments));
}

async function copyPieces(tx: Tx, table: string, pieces: readonly Buffer[]): Promise<void> {
  const target = tx.client.query(copyFrom(`COPY ${table} FROM STDIN`));
  await pipeline(Readable.from(pieces, { objectMode: false }), target);
}
