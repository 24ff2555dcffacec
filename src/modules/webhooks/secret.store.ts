import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export interface SealedSecret {
  companyId: string;
  endpointId: string;
  secretId: string;
  sealed: string;
}

/** Those that sign at this instant, the newest first. */
export async function listSigningSecrets(
  tx: Tx,
  signing: { endpointId: string; nowMs: number },
): Promise<SealedSecret[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", endpoint_id AS "endpointId", secret_id AS "secretId", sealed
    FROM webhook_secrets
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${signing.endpointId}
      AND (ends_at IS NULL OR ends_at > ${new Date(signing.nowMs)})
    ORDER BY secret_id DESC
  `);
}

/** Every secret of the company, held: nobody changes one while it is sealed anew. */
export async function listSealedSecrets(tx: Tx): Promise<SealedSecret[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", endpoint_id AS "endpointId", secret_id AS "secretId", sealed
    FROM webhook_secrets WHERE company_id = ${tx.companyId} ORDER BY secret_id FOR UPDATE
  `);
}

export async function insertSecret(
  tx: Tx,
  secret: { endpointId: string; sealed: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO webhook_secrets (company_id, endpoint_id, secret_id, sealed, created_at)
    VALUES (${tx.companyId}, ${secret.endpointId}, ${newId(secret.nowMs)}, ${secret.sealed},
      ${new Date(secret.nowMs)})
  `);
}

export async function updateSealed(
  tx: Tx,
  secret: { secretId: string; endpointId: string; sealed: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_secrets SET sealed = ${secret.sealed}
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${secret.endpointId}
      AND secret_id = ${secret.secretId}
  `);
}

/** The present one signs until `endsAtMs`; one that was replaced before ends at once. */
export async function replaceSecrets(
  tx: Tx,
  replaced: { endpointId: string; endsAtMs: number },
): Promise<void> {
  await tx.run(sql`
    DELETE FROM webhook_secrets WHERE company_id = ${tx.companyId}
      AND endpoint_id = ${replaced.endpointId} AND ends_at IS NOT NULL
  `);
  await tx.run(sql`
    UPDATE webhook_secrets SET ends_at = ${new Date(replaced.endsAtMs)}
    WHERE company_id = ${tx.companyId} AND endpoint_id = ${replaced.endpointId}
  `);
}
