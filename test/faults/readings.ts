import type { Problem } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import { sql } from '#platform/db/sql.ts';
import type { World } from '../sync/world.ts';

/** What people are told of a link, straight from the tables. */
export interface LinkState {
  status: 'Initializing' | 'Healthy' | 'Failed' | 'CalledOff';
  reason: Problem | null;
  failureCount: number;
  nextDueInMs: number;
  locationProblems: (Problem | null)[];
  lastRun: {
    state: string;
    problem: Problem | null;
    warnings: Localized[];
    quarantined: number;
  } | null;
  incidents: { kind: string; isOpen: boolean }[];
  /** Kinds of notices, oldest first. */
  notices: string[];
  /** Names of timeline events that tell of health, oldest first. */
  told: string[];
  suspiciousDates: string[];
}

export async function readLink(world: World, integrationId: string): Promise<LinkState> {
  const nowMs = world.clock.now();
  return world.database.withCompany(world.company.companyId, async (tx) => {
    const link = await tx.first<{
      status: LinkState['status'];
      reason: Problem | null;
      failureCount: number;
      nextDueAt: Date;
    }>(sql`SELECT status, status_reason AS reason, failure_count AS "failureCount",
      next_due_at AS "nextDueAt" FROM integrations WHERE integration_id = ${integrationId}`);
    if (!link) throw new Error(`no integration ${integrationId}`);
    const locations = await tx.rows<{ problem: Problem | null }>(sql`
      SELECT last_problem AS problem FROM locations
      WHERE integration_id = ${integrationId} ORDER BY identity`);
    const lastRun = await tx.first<NonNullable<LinkState['lastRun']>>(sql`
      SELECT state, problem, warnings, orders_quarantined AS quarantined FROM runs
      WHERE integration_id = ${integrationId} AND lane = 'live' ORDER BY run_id DESC LIMIT 1`);
    const incidents = await tx.rows<LinkState['incidents'][number]>(sql`
      SELECT kind, closed_at IS NULL AS "isOpen" FROM incidents
      WHERE integration_id = ${integrationId} ORDER BY opened_at, incident_id`);
    const notices = await tx.rows<{ kind: string }>(
      sql`SELECT kind FROM outbox ORDER BY created_at, message_id`,
    );
    const told = await tx.rows<{ name: string }>(sql`
      SELECT name FROM timeline_events WHERE integration_id = ${integrationId}
        AND name <> 'integration.added' ORDER BY event_id`);
    const suspicious = await tx.rows<{ date: string }>(sql`
      SELECT business_date AS date FROM day_totals WHERE suspicion IS NOT NULL ORDER BY 1`);
    const { nextDueAt, ...rest } = link;
    return {
      ...rest,
      nextDueInMs: nextDueAt.getTime() - nowMs,
      locationProblems: locations.map((each) => each.problem),
      lastRun,
      incidents,
      notices: notices.map((each) => each.kind),
      told: told.map((each) => each.name),
      suspiciousDates: suspicious.map((each) => each.date),
    };
  });
}

export interface Quarantined {
  key: string | null;
  payload: string;
  reason: Localized;
  isResolved: boolean;
}

export async function readQuarantine(world: World): Promise<Quarantined[]> {
  return world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows<Quarantined>(sql`SELECT key, payload, reason, resolved_at IS NOT NULL AS "isResolved"
      FROM quarantined_orders ORDER BY first_seen_at, key`),
  );
}

export interface BackfillState {
  state: string;
  problem: Problem | null;
  failureCount: number;
  chunkDays: number;
  nextAttemptInMs: number;
}

export async function readBackfill(world: World): Promise<BackfillState> {
  const nowMs = world.clock.now();
  const row = await world.database.withCompany(world.company.companyId, (tx) =>
    tx.first<Omit<BackfillState, 'nextAttemptInMs'> & { nextAttemptAt: Date }>(sql`
      SELECT state, problem, failure_count AS "failureCount", chunk_days AS "chunkDays",
        next_attempt_at AS "nextAttemptAt" FROM backfills`),
  );
  if (!row) throw new Error('there is no backfill');
  const { nextAttemptAt, ...rest } = row;
  return { ...rest, nextAttemptInMs: nextAttemptAt.getTime() - nowMs };
}

interface Restated {
  date: string;
  was: Record<string, number>;
  now: Record<string, number>;
  why: { kind: string; key?: string; wasNetMinor?: number; nowNetMinor?: number }[];
}

export async function readRestatements(world: World): Promise<Restated[]> {
  return world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows<Restated>(sql`SELECT business_date AS date, was, now, why FROM restatements
      ORDER BY at, restatement_id`),
  );
}
