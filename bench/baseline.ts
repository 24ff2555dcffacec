import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { systemClock } from '#kernel/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { BenchDatabase } from './database.ts';
import { timed } from './server-cpu.ts';
import { type BenchVenue, makeVenue } from './venue.ts';

/** One table of the import: its columns but the company, in COPY's order. */
interface Part {
  table: string;
  columns: string[];
  conflict: string;
}

/** COPY text of one chunk, by part. */
type Chunk = Buffer[];

/**
 * The least an import can be on this server: the rows that were imported, chunk by chunk, COPYed
 * into temporary tables and merged into the same tables under another company, one transaction a
 * chunk, as the application's role with row-level security in force and all indexes and checks.
 * Without HTTP, JSON, understanding, hashing, looking for what is held, POS items and totals. The
 * text that is COPYed is made beforehand.
 */
export async function measureBareMerge(
  db: BenchDatabase,
  imported: BenchVenue,
): Promise<{ ms: number; serverCpuMs: number; chunks: number; copyMb: number }> {
  const parts = await listParts(db);
  const chunks = await exportChunks(db, imported, parts);
  const other = await makeVenue(db.database, systemClock.now());
  await db.settle();
  const { ms, serverCpuMs } = await timed(db, async () => {
    for (const chunk of chunks) {
      await db.database.withCompany(other.companyId, (tx) =>
        mergeChunk(tx, other.companyId, { parts, chunk }),
      );
    }
  });
  const bytes = chunks.flat().reduce((sum, text) => sum + text.length, 0);
  return { ms, serverCpuMs, chunks: chunks.length, copyMb: bytes / 1e6 };
}

/** Read from the catalogue, so that the baseline keeps up with the schema. */
async function listParts(db: BenchDatabase): Promise<Part[]> {
  const part = async (table: string): Promise<Part> => {
    const rows = await db.asSuper<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
         AND attname <> 'company_id' ORDER BY attnum`,
      [table],
    );
    return { table, columns: rows.map((row) => row.name), conflict: '' };
  };
  const orders = await part('orders');
  const changed = orders.columns.filter(
    (name) => !['order_id', 'location_id', 'key'].includes(name),
  );
  const set = changed.map((name) => `${name} = excluded.${name}`).join(', ');
  orders.conflict = `ON CONFLICT (company_id, location_id, key) DO UPDATE SET ${set}`;
  return [orders, await part('order_lines'), await part('order_payments')];
}

/** The chunks the engine wrote, run by run, in its order. */
async function exportChunks(
  db: BenchDatabase,
  { companyId }: BenchVenue,
  parts: readonly Part[],
): Promise<Chunk[]> {
  return db.database.withCompany(companyId, async (tx) => {
    const runs = await tx.rows<{ run_id: string; from_at: string; to_at: string }>({
      text: `SELECT run_id, window_from::text AS from_at, window_to::text AS to_at FROM runs
             WHERE orders_new > 0 ORDER BY finished_at`,
      values: [],
    });
    const chunks: Chunk[] = [];
    for (const run of runs) {
      const chunk: Chunk = [];
      for (const part of parts) chunk.push(await exportPart(tx, part, run));
      chunks.push(chunk);
    }
    return chunks;
  });
}

async function exportPart(
  tx: Tx,
  { table, columns }: Part,
  run: { run_id: string; from_at: string; to_at: string },
): Promise<Buffer> {
  const own = columns.map((name) => `part.${name}`).join(', ');
  // The window lets the index find the run's orders; COPY takes no parameters.
  const statement = `COPY (
    SELECT ${own} FROM orders o ${table === 'orders' ? 'JOIN orders part' : `JOIN ${table} part`}
      ON part.company_id = o.company_id AND part.order_id = o.order_id
    WHERE o.run_id = '${run.run_id}' AND o.occurred_at >= '${run.from_at}' AND o.occurred_at < '${run.to_at}'
  ) TO STDOUT`;
  const pieces: Buffer[] = [];
  const stream: Readable = tx.client.query(copyTo(statement));
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function mergeChunk(
  tx: Tx,
  companyId: string,
  work: { parts: readonly Part[]; chunk: Chunk },
): Promise<void> {
  await tx.client.query('SET LOCAL client_min_messages = warning');
  for (const [index, { table, columns }] of work.parts.entries()) {
    const names = columns.join(', ');
    await tx.client.query(
      `CREATE TEMP TABLE IF NOT EXISTS bare_${table} ON COMMIT DELETE ROWS AS
       SELECT ${names} FROM ${table} WITH NO DATA`,
    );
    const target = tx.client.query(copyFrom(`COPY bare_${table} FROM STDIN`));
    await pipeline([work.chunk[index] ?? Buffer.alloc(0)], target);
  }
  for (const { table, columns, conflict } of work.parts) {
    const names = columns.join(', ');
    await tx.client.query(
      `INSERT INTO ${table} (company_id, ${names}) SELECT $1, ${names} FROM bare_${table} ${conflict}`,
      [companyId],
    );
  }
}
