import type { Problem } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Sql, sql } from '#platform/db/sql.ts';
import type { Backfill } from './integration.ts';

interface BackfillRow {
  company_id: string;
  backfill_id: string;
  integration_id: string;
  location_id: string;
  state: Backfill['state'];
  from_at: Date;
  to_at: Date;
  reached_at: Date;
  orders_imported: number;
  chunk_days: number;
  failure_count: number;
  started_at: Date | null;
  finished_at: Date | null;
  problem: Problem | null;
}

function toBackfill(row: BackfillRow): Backfill {
  return {
    companyId: row.company_id,
    backfillId: row.backfill_id,
    integrationId: row.integration_id,
    locationId: row.location_id,
    state: row.state,
    fromMs: row.from_at.getTime(),
    toMs: row.to_at.getTime(),
    reachedMs: row.reached_at.getTime(),
    ordersImported: row.orders_imported,
    chunkDays: row.chunk_days,
    failureCount: row.failure_count,
    startedAtMs: row.started_at?.getTime() ?? null,
    finishedAtMs: row.finished_at?.getTime() ?? null,
    problem: row.problem,
  };
}

async function find(tx: Tx, statement: Sql): Promise<Backfill | null> {
  const row = await tx.first<BackfillRow>(statement);
  return row ? toBackfill(row) : null;
}

export async function insertBackfill(
  tx: Tx,
  backfill: Pick<
    Backfill,
    'companyId' | 'backfillId' | 'integrationId' | 'locationId' | 'fromMs' | 'toMs' | 'chunkDays'
  > & { nowMs: number },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO backfills (company_id, backfill_id, integration_id, location_id, state, from_at, to_at,
      reached_at, chunk_days, next_attempt_at, created_at)
    VALUES (${backfill.companyId}, ${backfill.backfillId}, ${backfill.integrationId}, ${backfill.locationId},
      'pending', ${new Date(backfill.fromMs)}, ${new Date(backfill.toMs)}, ${new Date(backfill.toMs)},
      ${backfill.chunkDays}, ${new Date(backfill.nowMs)}, ${new Date(backfill.nowMs)})
  `);
}

/** The newest backfill of each location of an integration. */
export async function listBackfills(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Backfill[]> {
  const rows = await tx.rows<BackfillRow>(sql`
    SELECT DISTINCT ON (location_id) * FROM backfills
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
    ORDER BY location_id, created_at DESC, backfill_id DESC
  `);
  return rows.map(toBackfill);
}

/** Backfills with work to do, over all companies, oldest first. */
export async function listOpenBackfills(
  tx: Tx,
  due: { nowMs: number; countMax: number },
): Promise<{ companyId: string; backfillId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", backfill_id AS "backfillId"
    FROM open_backfills(${new Date(due.nowMs)}, ${due.countMax})
  `);
}

export function findOpenBackfill(
  tx: Tx,
  companyId: string,
  backfillId: string,
): Promise<Backfill | null> {
  return find(
    tx,
    sql`
    SELECT * FROM backfills
    WHERE company_id = ${companyId} AND backfill_id = ${backfillId} AND state IN ('pending', 'running')
  `,
  );
}

/** As above, and nobody else changes it until the transaction ends; null when it ended meanwhile. */
export function lockOpenBackfill(
  tx: Tx,
  companyId: string,
  backfillId: string,
): Promise<Backfill | null> {
  return find(
    tx,
    sql`
    SELECT * FROM backfills
    WHERE company_id = ${companyId} AND backfill_id = ${backfillId} AND state IN ('pending', 'running')
    FOR NO KEY UPDATE
  `,
  );
}

/**
 * Progress, in the transaction of the rows it speaks of. "Done" counts only if the backfill still
 * begins where the worker thought: a user may have asked for older history meanwhile.
 */
export async function updateBackfillProgress(
  tx: Tx,
  progress: Pick<Backfill, 'companyId' | 'backfillId' | 'reachedMs' | 'chunkDays'> & {
    ordersAdded: number;
    isDone: boolean;
    nowMs: number;
  },
): Promise<void> {
  const now = new Date(progress.nowMs);
  const reachedAt = new Date(progress.reachedMs);
  await tx.run(sql`
    UPDATE backfills SET reached_at = ${reachedAt},
      state = CASE WHEN ${progress.isDone} AND from_at >= ${reachedAt} THEN 'done' ELSE 'running' END,
      finished_at = CASE WHEN ${progress.isDone} AND from_at >= ${reachedAt} THEN ${now}::timestamptz END,
      orders_imported = orders_imported + ${progress.ordersAdded}, chunk_days = ${progress.chunkDays},
      started_at = coalesce(started_at, ${now}), failure_count = 0, problem = NULL,
      next_attempt_at = ${now}
    WHERE company_id = ${progress.companyId} AND backfill_id = ${progress.backfillId}
  `);
}

export async function updateBackfillTrouble(
  tx: Tx,
  trouble: Pick<Backfill, 'companyId' | 'backfillId' | 'failureCount' | 'chunkDays'> & {
    state: 'running' | 'failed';
    problem: Problem;
    nextAttemptAtMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE backfills SET state = ${trouble.state}, failure_count = ${trouble.failureCount}, chunk_days = ${trouble.chunkDays},
      problem = ${JSON.stringify(trouble.problem)}, next_attempt_at = ${new Date(trouble.nextAttemptAtMs)}
    WHERE company_id = ${trouble.companyId} AND backfill_id = ${trouble.backfillId} AND state IN ('pending', 'running')
  `);
}

/** Answers how many were open. */
export async function cancelBackfills(
  tx: Tx,
  companyId: string,
  integrationId: string,
  nowMs: number,
): Promise<number> {
  return tx.run(sql`
    UPDATE backfills SET state = 'cancelled', finished_at = ${new Date(nowMs)}
    WHERE company_id = ${companyId} AND integration_id = ${integrationId} AND state IN ('pending', 'running')
  `);
}

/**
 * Goes on where cancelled or failed backfills stopped. Answers how many were reopened. The start
 * moves by the length of the pause, so that the pace since then stays true.
 * @param pick.stoppedAtMs only those that ended at exactly this instant (a deactivation's).
 */
export async function reopenBackfills(
  tx: Tx,
  companyId: string,
  integrationId: string,
  nowMs: number,
  pick: { stoppedAtMs?: number } = {},
): Promise<number> {
  const now = new Date(nowMs);
  const stoppedAt = pick.stoppedAtMs === undefined ? null : new Date(pick.stoppedAtMs);
  return tx.run(sql`
    UPDATE backfills SET state = 'pending', finished_at = NULL, failure_count = 0, problem = NULL,
      started_at = started_at + (${now} - least(coalesce(finished_at, next_attempt_at), ${now})),
      next_attempt_at = ${now}
    WHERE (company_id, backfill_id) IN (
      SELECT company_id, backfill_id FROM (
        SELECT DISTINCT ON (location_id) company_id, backfill_id, state, finished_at FROM backfills
        WHERE company_id = ${companyId} AND integration_id = ${integrationId}
        ORDER BY location_id, created_at DESC, backfill_id DESC) newest
      WHERE state IN ('cancelled', 'failed')
        AND (${stoppedAt}::timestamptz IS NULL OR finished_at = ${stoppedAt}))
  `);
}

/** Lets an open backfill reach further back. False when it is not open any more. */
export async function updateBackfillFrom(
  tx: Tx,
  change: { companyId: string; backfillId: string; fromMs: number },
): Promise<boolean> {
  const changed = await tx.run(sql`
    UPDATE backfills SET from_at = ${new Date(change.fromMs)}
    WHERE company_id = ${change.companyId} AND backfill_id = ${change.backfillId}
      AND state IN ('pending', 'running')
  `);
  return changed === 1;
}

/** Open backfills over all companies, those that wait after trouble included; at most 10,000. */
export async function countOpenBackfills(tx: Tx): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`
    SELECT count(*) AS count FROM open_backfills('infinity', 10000)
  `);
  return row?.count ?? 0;
}
