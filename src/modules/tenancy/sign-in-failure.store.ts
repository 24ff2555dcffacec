import type pg from 'pg';
import { sql } from '#platform/db/sql.ts';

/** Failures since an instant, by subject. Outside tenancy, so one statement on a pooled connection. */
export async function countSignInFailures(
  pool: pg.Pool,
  query: { subjects: readonly Buffer[]; sinceMs: number },
): Promise<{ subject: Buffer; count: number; oldestAt: Date }[]> {
  const { rows } = await pool.query(
    sql`SELECT subject, count(*)::int AS count, min(at) AS "oldestAt"
        FROM auth.sign_in_failures
        WHERE subject = ANY(${query.subjects}) AND at > ${new Date(query.sinceMs)}
        GROUP BY subject`,
  );
  return rows;
}

export async function insertSignInFailures(
  pool: pg.Pool,
  failures: readonly { failureId: string; subject: Buffer; atMs: number }[],
): Promise<void> {
  await pool.query(
    sql`INSERT INTO auth.sign_in_failures (failure_id, subject, at)
        SELECT * FROM unnest(${failures.map((one) => one.failureId)}::uuid[],
                             ${failures.map((one) => one.subject)}::bytea[],
                             ${failures.map((one) => new Date(one.atMs))}::timestamptz[])`,
  );
}

export async function deleteSignInFailures(pool: pg.Pool, subject: Buffer): Promise<void> {
  await pool.query(sql`DELETE FROM auth.sign_in_failures WHERE subject = ${subject}`);
}

export async function deleteOldSignInFailures(pool: pg.Pool, beforeMs: number): Promise<void> {
  await pool.query(sql`DELETE FROM auth.sign_in_failures WHERE at < ${new Date(beforeMs)}`);
}
