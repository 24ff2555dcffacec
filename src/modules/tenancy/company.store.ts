import type pg from 'pg';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export async function insertCompany(
  tx: Tx,
  company: { name: string; createdAtMs: number },
): Promise<void> {
  await tx.run(
    sql`INSERT INTO companies (company_id, name, created_at)
        VALUES (${tx.companyId}, ${company.name}, ${new Date(company.createdAtMs)})`,
  );
}

/** Throws when the transaction's company does not exist. */
export async function getCompanyName(tx: Tx): Promise<string> {
  const row = await tx.first<{ name: string }>(
    sql`SELECT name FROM companies WHERE company_id = ${tx.companyId}`,
  );
  if (row === null) throw new Error(`no company ${tx.companyId}`);
  return row.name;
}

/** Every company's id, for operations that visit one after the other. */
export async function listCompanyIds(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ companyId: string }>(
    sql`SELECT company_id AS "companyId" FROM list_company_ids()`,
  );
  return rows.map((row) => row.companyId);
}
