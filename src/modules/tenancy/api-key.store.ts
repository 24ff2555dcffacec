import type pg from 'pg';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface ApiKeyRow {
  apiKeyId: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/**
 * The company a key opens, found by the key's hash alone. One statement on a pooled connection:
 * it precedes every API call and sees nothing but what the system function answers.
 */
export async function findApiKeyByHash(
  pool: pg.Pool,
  hash: Buffer,
): Promise<{ companyId: string; apiKeyId: string; name: string; scopes: string[] } | null> {
  const { rows } = await pool.query(
    sql`SELECT company_id AS "companyId", api_key_id AS "apiKeyId", name, scopes
        FROM find_api_key(${hash})`,
  );
  return rows[0] ?? null;
}

export async function recordApiKeyUse(
  tx: Tx,
  use: { apiKeyId: string; usedAtMs: number },
): Promise<void> {
  await tx.run(
    sql`UPDATE api_keys SET last_used_at = ${new Date(use.usedAtMs)}
        WHERE company_id = ${tx.companyId} AND api_key_id = ${use.apiKeyId}`,
  );
}

export async function insertApiKey(
  tx: Tx,
  key: { apiKeyId: string; name: string; hash: Buffer; scopes: string[]; createdAtMs: number },
): Promise<void> {
  await tx.run(
    sql`INSERT INTO api_keys (company_id, api_key_id, name, secret_hash, scopes, created_at)
        VALUES (${tx.companyId}, ${key.apiKeyId}, ${key.name}, ${key.hash}, ${key.scopes},
                ${new Date(key.createdAtMs)})`,
  );
}

/** Keys that still open something, newest first. */
export async function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return tx.rows(
    sql`SELECT api_key_id AS "apiKeyId", name, scopes, created_at AS "createdAt",
               last_used_at AS "lastUsedAt"
        FROM api_keys WHERE company_id = ${tx.companyId} AND revoked_at IS NULL
        ORDER BY api_key_id DESC`,
  );
}

/** Whether there was such a key to revoke. */
export async function revokeApiKey(
  tx: Tx,
  key: { apiKeyId: string; revokedAtMs: number },
): Promise<boolean> {
  const touched = await tx.run(
    sql`UPDATE api_keys SET revoked_at = ${new Date(key.revokedAtMs)}
        WHERE company_id = ${tx.companyId} AND api_key_id = ${key.apiKeyId} AND revoked_at IS NULL`,
  );
  return touched > 0;
}
