import type { Problem } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

export type RunLane = 'live' | 'backfill';
export type RunKind = 'live' | 'nightly' | 'backfill' | 'resync' | 'rederive' | 'file';
export type RunState =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'deferred'
  | 'cancelled'
  | 'interrupted';

/** One attempt to fetch one window of one location. */
export interface Run {
  companyId: string;
  runId: string;
  integrationId: string;
  locationId: string;
  lane: RunLane;
  kind: RunKind;
  trigger: 'schedule' | 'user';
  workerKey: number;
  fromMs: number;
  toMs: number;
  startedAtMs: number;
  /** When what it stores was said, if it was sent to us. */
  toldAtMs?: number;
}

export interface RunCounts {
  ordersNew: number;
  ordersChanged: number;
  ordersGone: number;
  ordersUnchanged: number;
  ordersQuarantined: number;
}

export const noCounts: RunCounts = {
  ordersNew: 0,
  ordersChanged: 0,
  ordersGone: 0,
  ordersUnchanged: 0,
  ordersQuarantined: 0,
};

/** Starts a run, unless one is running for its location and lane. */
export async function insertRun(tx: Tx, run: Run): Promise<boolean> {
  const inserted = await tx.run(sql`
    INSERT INTO runs (company_id, run_id, integration_id, location_id, lane, kind, trigger, state,
      worker_key, window_from, window_to, started_at, told_at)
    VALUES (${run.companyId}, ${run.runId}, ${run.integrationId}, ${run.locationId}, ${run.lane}, ${run.kind},
      ${run.trigger}, 'running', ${run.workerKey}, ${new Date(run.fromMs)}, ${new Date(run.toMs)}, ${new Date(run.startedAtMs)},
      ${run.toldAtMs === undefined ? null : new Date(run.toldAtMs)})
    ON CONFLICT (company_id, location_id, lane) WHERE state = 'running' DO NOTHING
  `);
  return inserted === 1;
}

/** The runs of a location that stored what was said later. */
export async function listRunsToldAfter(
  tx: Tx,
  place: { companyId: string; locationId: string; toldAtMs: number },
): Promise<string[]> {
  const rows = await tx.rows<{ run_id: string }>(sql`
    SELECT run_id FROM runs
    WHERE company_id = ${place.companyId} AND location_id = ${place.locationId}
      AND told_at > ${new Date(place.toldAtMs)}
  `);
  return rows.map((row) => row.run_id);
}

/** Whether a run has been begun under this id. */
export async function hasRun(tx: Tx, companyId: string, runId: string): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM runs WHERE company_id = ${companyId} AND run_id = ${runId}
  `);
  return row !== null;
}

/** How many ordinary checks of a location since then met bills that the till no longer tells. */
export async function countLosingChecks(
  tx: Tx,
  wanted: { companyId: string; integrationId: string; locationId: string; sinceMs: number },
): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM runs
    WHERE company_id = ${wanted.companyId} AND integration_id = ${wanted.integrationId}
      AND location_id = ${wanted.locationId} AND started_at > ${new Date(wanted.sinceMs)}
      AND kind = 'live' AND orders_gone > 0
  `);
  return row?.count ?? 0;
}

/** Whether the run is still ours: another worker may have declared it an orphan. */
export async function lockRun(
  tx: Tx,
  run: Pick<Run, 'companyId' | 'runId' | 'workerKey'>,
): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM runs WHERE company_id = ${run.companyId} AND run_id = ${run.runId}
      AND worker_key = ${run.workerKey} AND state = 'running' FOR NO KEY UPDATE
  `);
  return row !== null;
}

/** Whether a check of the integration was put off by a rate limit after the instant. */
export async function wasDeferredSince(
  tx: Tx,
  wanted: { companyId: string; integrationId: string; sinceMs: number },
): Promise<boolean> {
  const row = await tx.first(sql`
    SELECT 1 FROM runs WHERE company_id = ${wanted.companyId}
      AND integration_id = ${wanted.integrationId} AND state = 'deferred'
      AND kind IN ('live', 'nightly') AND finished_at > ${new Date(wanted.sinceMs)}
    LIMIT 1
  `);
  return row !== null;
}

export async function finishRun(
  tx: Tx,
  finish: Pick<Run, 'companyId' | 'runId'> & {
    state: Exclude<RunState, 'running'>;
    nowMs: number;
    counts: RunCounts;
    warnings: readonly Localized[];
    problem: Problem | null;
  },
): Promise<void> {
  const { counts } = finish;
  await tx.run(sql`
    UPDATE runs SET state = ${finish.state}, finished_at = ${new Date(finish.nowMs)},
      orders_new = ${counts.ordersNew}, orders_changed = ${counts.ordersChanged},
      orders_gone = ${counts.ordersGone}, orders_unchanged = ${counts.ordersUnchanged},
      orders_quarantined = ${counts.ordersQuarantined}, warnings = ${JSON.stringify(finish.warnings)},
      problem = ${finish.problem && JSON.stringify(finish.problem)}
    WHERE company_id = ${finish.companyId} AND run_id = ${finish.runId} AND state = 'running'
  `);
}

/** Of a finished derivation of stored bills: how many POS items came with it. */
export async function updateDerivedItems(
  tx: Tx,
  run: Pick<Run, 'companyId' | 'runId'>,
  posItemsNew: number,
): Promise<void> {
  await tx.run(sql`
    UPDATE runs SET pos_items_new = ${posItemsNew}
    WHERE company_id = ${run.companyId} AND run_id = ${run.runId}
  `);
}

/** Runs whose worker died, over all companies. */
export async function listOrphanRuns(tx: Tx): Promise<{ companyId: string; runId: string }[]> {
  return tx.rows(sql`SELECT company_id AS "companyId", run_id AS "runId" FROM orphan_runs()`);
}

/** Closes an orphan; answers what it was, or null when somebody else closed it. */
export async function interruptRun(
  tx: Tx,
  orphan: { companyId: string; runId: string; nowMs: number },
): Promise<{ integrationId: string; locationId: string; lane: RunLane } | null> {
  return tx.first(sql`
    UPDATE runs SET state = 'interrupted', finished_at = ${new Date(orphan.nowMs)}
    WHERE company_id = ${orphan.companyId} AND run_id = ${orphan.runId} AND state = 'running'
    RETURNING integration_id AS "integrationId", location_id AS "locationId", lane
  `);
}

export interface RunRow {
  run_id: string;
  location_id: string;
  kind: RunKind;
  trigger: 'schedule' | 'user';
  state: RunState;
  window_from: Date;
  window_to: Date;
  started_at: Date;
  finished_at: Date | null;
  orders_new: number;
  orders_changed: number;
  orders_gone: number;
  orders_unchanged: number;
  orders_quarantined: number;
  pos_items_new: number | null;
  warnings: Localized[];
  problem: Problem | null;
}

/** Newest first; `before` is the id of the last run of the page before. */
export async function listRuns(
  tx: Tx,
  page: { companyId: string; integrationId: string; before: string | null; countMax: number },
): Promise<RunRow[]> {
  return tx.rows<RunRow>(sql`
    SELECT run_id, location_id, kind, trigger, state, window_from, window_to, started_at, finished_at,
      orders_new, orders_changed, orders_gone, orders_unchanged, orders_quarantined, pos_items_new, warnings, problem
    FROM runs
    WHERE company_id = ${page.companyId} AND integration_id = ${page.integrationId}
      AND (${page.before}::uuid IS NULL OR run_id < ${page.before}::uuid)
    ORDER BY run_id DESC LIMIT ${page.countMax}
  `);
}

/** Stops what is running for a deactivated integration: its pages find the run closed. */
export async function cancelRuns(
  tx: Tx,
  cancel: { companyId: string; integrationId: string; lanes: readonly RunLane[]; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE runs SET state = 'cancelled', finished_at = ${new Date(cancel.nowMs)}
    WHERE company_id = ${cancel.companyId} AND integration_id = ${cancel.integrationId}
      AND lane = ANY(${cancel.lanes}::text[]) AND state = 'running'
  `);
}

/** The live runs going on for an integration. */
export async function listRunningChecks(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<{ runId: string; locationId: string }[]> {
  return tx.rows(sql`
    SELECT run_id AS "runId", location_id AS "locationId" FROM runs
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
      AND lane = 'live' AND state = 'running'
    ORDER BY run_id
  `);
}
