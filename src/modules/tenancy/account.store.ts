import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** The person with this e-mail address (lower case), whatever companies they belong to. */
export async function findUserByEmail(
  tx: Tx,
  email: string,
): Promise<{ userId: string; name: string } | null> {
  return tx.first(sql`SELECT id AS "userId", name FROM auth.users WHERE email = ${email}`);
}

/** False when the address was taken meanwhile. */
export async function recordUser(
  tx: Tx,
  user: { userId: string; email: string; name: string; createdAtMs: number },
): Promise<boolean> {
  const at = new Date(user.createdAtMs);
  const inserted = await tx.run(
    sql`INSERT INTO auth.users (id, name, email, email_verified, created_at, updated_at)
        VALUES (${user.userId}, ${user.name}, ${user.email}, true, ${at}, ${at})
        ON CONFLICT (email) DO NOTHING`,
  );
  return inserted > 0;
}

/** A person's password, as the sign-in library expects to find it. */
export async function insertPassword(
  tx: Tx,
  account: { accountId: string; userId: string; passwordHash: string; createdAtMs: number },
): Promise<void> {
  const at = new Date(account.createdAtMs);
  await tx.run(
    sql`INSERT INTO auth.accounts
          (id, account_id, provider_id, user_id, password, created_at, updated_at)
        VALUES (${account.accountId}, ${account.userId}, 'credential', ${account.userId},
                ${account.passwordHash}, ${at}, ${at})`,
  );
}
