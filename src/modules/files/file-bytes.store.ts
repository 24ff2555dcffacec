import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { FilePlace } from './file.store.ts';

/** What was sent; a duplicate's bytes are those of the file it repeats. Null when there are none. */
export async function findBytes(
  tx: Tx,
  place: FilePlace,
): Promise<{ name: string; bytes: Buffer } | null> {
  const file = await findContent(tx, place);
  if (file?.size == null) return null;
  const slices: Buffer[] = [];
  for (let from = 0; from < file.size; from += sliceBytes) {
    slices.push(await getSlice(tx, { companyId: place.companyId, fileId: file.contentId, from }));
  }
  return { name: file.name, bytes: Buffer.concat(slices, file.size) };
}

/** Bytes come as twice as many digits: of a large file not all at once. */
const sliceBytes = 4 * 1024 * 1024;

/** Which file holds the bytes, and how many; null when nobody keeps them. */
async function findContent(
  tx: Tx,
  { companyId, fileId }: FilePlace,
): Promise<{ name: string; contentId: string; size: number | null } | null> {
  return tx.first(sql`
    SELECT file.name, coalesce(original.file_id, file.file_id) AS "contentId",
      octet_length(coalesce(original.bytes, file.bytes)) AS size
    FROM sales_files file
    LEFT JOIN sales_files original
      ON original.company_id = file.company_id AND original.file_id = file.duplicate_of
      AND file.bytes IS NULL
    WHERE file.company_id = ${companyId} AND file.file_id = ${fileId}
  `);
}

async function getSlice(
  tx: Tx,
  { companyId, fileId, from }: FilePlace & { from: number },
): Promise<Buffer> {
  const row = await tx.first<{ slice: Buffer }>(sql`
    SELECT substring(bytes FROM ${from + 1}::int FOR ${sliceBytes}::int) AS slice FROM sales_files
    WHERE company_id = ${companyId} AND file_id = ${fileId}
  `);
  if (row === null) throw new Error(`no bytes of file ${fileId}`);
  return row.slice;
}
