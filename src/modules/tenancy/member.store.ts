import type pg from 'pg';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { Role } from './access.ts';

export interface MemberRow {
  userId: string;
  email: string;
  name: string;
  role: Role;
}

/** The companies a person belongs to, in the order they joined. Ids only, across companies. */
export async function listCompaniesOfUser(
  pool: pg.Pool,
  userId: string,
): Promise<{ companyId: string; role: Role }[]> {
  const { rows } = await pool.query(
    sql`SELECT company_id AS "companyId", role FROM companies_of_user(${userId})`,
  );
  return rows;
}

export async function listMembers(tx: Tx): Promise<MemberRow[]> {
  return tx.rows(
    sql`SELECT m.user_id AS "userId", u.email, u.name, m.role
        FROM memberships m JOIN auth.users u ON u.id = m.user_id
        WHERE m.company_id = ${tx.companyId}
        ORDER BY m.created_at, m.user_id`,
  );
}

/** The company's owners and the member in question, held so that two changes take turns. */
export async function lockOwnersAnd(tx: Tx, userId: string): Promise<MemberRow[]> {
  return tx.rows(
    sql`SELECT m.user_id AS "userId", u.email, u.name, m.role
        FROM memberships m JOIN auth.users u ON u.id = m.user_id
        WHERE m.company_id = ${tx.companyId} AND (m.role = 'owner' OR m.user_id = ${userId})
        ORDER BY m.user_id FOR UPDATE OF m`,
  );
}

/** False when the person is a member already. */
export async function recordMember(
  tx: Tx,
  member: { userId: string; role: Role; createdAtMs: number },
): Promise<boolean> {
  const inserted = await tx.run(
    sql`INSERT INTO memberships (company_id, user_id, role, created_at)
        VALUES (${tx.companyId}, ${member.userId}, ${member.role}, ${new Date(member.createdAtMs)})
        ON CONFLICT (company_id, user_id) DO NOTHING`,
  );
  return inserted > 0;
}

export async function changeRole(tx: Tx, member: { userId: string; role: Role }): Promise<void> {
  await tx.run(
    sql`UPDATE memberships SET role = ${member.role}
        WHERE company_id = ${tx.companyId} AND user_id = ${member.userId}`,
  );
}

export async function deleteMember(tx: Tx, userId: string): Promise<void> {
  await tx.run(
    sql`DELETE FROM memberships WHERE company_id = ${tx.companyId} AND user_id = ${userId}`,
  );
}
