import type { Problem } from '#connectors/contract.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Sql, sql } from '#platform/db/sql.ts';
import type { Integration } from './integration.ts';
import type { Health, IntegrationStatus } from './status.ts';

interface IntegrationRow {
  company_id: string;
  integration_id: string;
  venue_id: string;
  provider: string;
  nickname: string | null;
  settings: Record<string, unknown>;
  history_from: string;
  every_minutes: number;
  offset_seconds: number;
  deactivated_at: Date | null;
  status: IntegrationStatus;
  status_reason: StoredReason | null;
  status_changed_at: Date;
  activated_at: Date;
  failure_count: number;
  first_failure_at: Date | null;
  warned_at: Date | null;
  next_due_at: Date;
  is_due_by_user: boolean;
  next_nightly_at: Date;
  last_sales_check_at: Date | null;
  last_sale_imported_at: Date | null;
  created_at: Date;
}

/** The problem with what else is remembered of the failures in a row. */
type StoredReason = Problem & { streak?: Pick<Health, 'lastFailureAtMs' | 'refusals'> };

function toStoredReason(health: Health): string | null {
  const { reason, lastFailureAtMs, refusals } = health;
  if (reason === null) return null;
  return JSON.stringify({
    ...reason,
    streak: { lastFailureAtMs, refusals },
  } satisfies StoredReason);
}

function toHealth(row: IntegrationRow): Health {
  const { streak, ...reason } = row.status_reason ?? {};
  return {
    status: row.status,
    reason: row.status_reason === null ? null : (reason as Problem),
    changedAtMs: row.status_changed_at.getTime(),
    failureCount: row.failure_count,
    firstFailureAtMs: toMs(row.first_failure_at),
    lastFailureAtMs: streak?.lastFailureAtMs ?? null,
    refusals: streak?.refusals ?? null,
    warnedAtMs: toMs(row.warned_at),
  };
}

function toIntegration(row: IntegrationRow): Integration {
  return {
    companyId: row.company_id,
    integrationId: row.integration_id,
    venueId: row.venue_id,
    provider: row.provider,
    nickname: row.nickname,
    settings: row.settings,
    historyFrom: row.history_from,
    everyMinutes: row.every_minutes,
    offsetSeconds: row.offset_seconds,
    deactivatedAtMs: toMs(row.deactivated_at),
    health: toHealth(row),
    activatedAtMs: row.activated_at.getTime(),
    nextDueAtMs: row.next_due_at.getTime(),
    isDueByUser: row.is_due_by_user,
    nextNightlyAtMs: row.next_nightly_at.getTime(),
    lastSalesCheckAtMs: toMs(row.last_sales_check_at),
    lastSaleImportedAtMs: toMs(row.last_sale_imported_at),
    createdAtMs: row.created_at.getTime(),
  };
}

function toMs(instant: Date | null): number | null {
  return instant === null ? null : instant.getTime();
}

function toDate(instantMs: number | null): Date | null {
  return instantMs === null ? null : new Date(instantMs);
}

async function find(tx: Tx, statement: Sql): Promise<Integration | null> {
  const row = await tx.first<IntegrationRow>(statement);
  return row ? toIntegration(row) : null;
}

export function findIntegration(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Integration | null> {
  return find(
    tx,
    sql`
    SELECT * FROM integrations WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `,
  );
}

/** As `findIntegration`, and nobody else changes it until the transaction ends. */
export function lockIntegration(
  tx: Tx,
  companyId: string,
  integrationId: string,
): Promise<Integration | null> {
  return find(
    tx,
    sql`
    SELECT * FROM integrations WHERE company_id = ${companyId} AND integration_id = ${integrationId} FOR NO KEY UPDATE
  `,
  );
}

/** As `lockIntegration`, but null when somebody else holds it or it is not due. */
export function lockDueIntegration(
  tx: Tx,
  due: { companyId: string; integrationId: string; nowMs: number },
): Promise<Integration | null> {
  return find(
    tx,
    sql`
    SELECT * FROM integrations
    WHERE company_id = ${due.companyId} AND integration_id = ${due.integrationId}
      AND deactivated_at IS NULL AND status <> 'CalledOff' AND next_due_at <= ${new Date(due.nowMs)}
    FOR NO KEY UPDATE SKIP LOCKED
  `,
  );
}

/** Ids of what is due over all companies, longest due first. */
export async function listDueIntegrations(
  tx: Tx,
  due: { nowMs: number; countMax: number },
): Promise<{ companyId: string; integrationId: string }[]> {
  return tx.rows(sql`
    SELECT company_id AS "companyId", integration_id AS "integrationId"
    FROM due_integrations(${new Date(due.nowMs)}, ${due.countMax})
  `);
}

/** Newest last; `isActive` null means both. */
export async function listIntegrations(
  tx: Tx,
  wanted: { companyId: string; venueId: string; isActive: boolean | null },
): Promise<Integration[]> {
  const rows = await tx.rows<IntegrationRow>(sql`
    SELECT * FROM integrations
    WHERE company_id = ${wanted.companyId} AND venue_id = ${wanted.venueId}
      AND (${wanted.isActive}::boolean IS NULL OR (deactivated_at IS NULL) = ${wanted.isActive})
    ORDER BY created_at, integration_id
  `);
  return rows.map(toIntegration);
}

export async function insertIntegration(tx: Tx, integration: Integration): Promise<void> {
  await tx.run(sql`
    INSERT INTO integrations (company_id, integration_id, venue_id, provider, nickname, settings,
      history_from, every_minutes, offset_seconds, status, status_changed_at, activated_at,
      next_due_at, next_nightly_at, created_at)
    VALUES (${integration.companyId}, ${integration.integrationId}, ${integration.venueId},
      ${integration.provider}, ${integration.nickname}, ${JSON.stringify(integration.settings)},
      ${integration.historyFrom}, ${integration.everyMinutes}, ${integration.offsetSeconds},
      ${integration.health.status}, ${new Date(integration.health.changedAtMs)},
      ${new Date(integration.activatedAtMs)}, ${new Date(integration.nextDueAtMs)},
      ${new Date(integration.nextNightlyAtMs)}, ${new Date(integration.createdAtMs)})
  `);
}

export async function updateHealth(
  tx: Tx,
  change: { companyId: string; integrationId: string; health: Health; nextDueAtMs: number },
): Promise<void> {
  const { health } = change;
  await tx.run(sql`
    UPDATE integrations SET status = ${health.status}, status_reason = ${toStoredReason(health)},
      status_changed_at = ${new Date(health.changedAtMs)}, failure_count = ${health.failureCount},
      first_failure_at = ${toDate(health.firstFailureAtMs)}, warned_at = ${toDate(health.warnedAtMs)},
      next_due_at = ${new Date(change.nextDueAtMs)}
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

/** Notes the start of a check and puts the next one on the beat, so that nobody else takes it. */
export async function updateCheckStarted(
  tx: Tx,
  change: {
    companyId: string;
    integrationId: string;
    nowMs: number;
    nextDueAtMs: number;
    nextNightlyAtMs: number;
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET last_sales_check_at = ${new Date(change.nowMs)},
      next_due_at = ${new Date(change.nextDueAtMs)}, is_due_by_user = false,
      next_nightly_at = ${new Date(change.nextNightlyAtMs)}
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

/** Notes that a sales file was read: the check of a link that is sent files. */
export async function updateFileRead(
  tx: Tx,
  read: { companyId: string; integrationId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET last_sales_check_at = greatest(last_sales_check_at, ${new Date(read.nowMs)})
    WHERE company_id = ${read.companyId} AND integration_id = ${read.integrationId}
  `);
}

/** Lets history begin earlier, when sales before it came; never later. */
export async function extendHistoryTo(
  tx: Tx,
  change: { companyId: string; integrationId: string; firstDate: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET history_from = least(history_from, ${change.firstDate}::date)
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

export async function updateSaleImported(
  tx: Tx,
  companyId: string,
  integrationId: string,
  nowMs: number,
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET last_sale_imported_at = greatest(last_sale_imported_at, ${new Date(nowMs)})
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
}

/** Due at once because somebody asked; its run will say so. */
export async function markDueByUser(
  tx: Tx,
  request: { companyId: string; integrationId: string; nowMs: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET next_due_at = ${new Date(request.nowMs)}, is_due_by_user = true
    WHERE company_id = ${request.companyId} AND integration_id = ${request.integrationId}
  `);
}

export async function updateDueAt(
  tx: Tx,
  companyId: string,
  integrationId: string,
  dueAtMs: number,
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET next_due_at = ${new Date(dueAtMs)}
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
}

export async function updateChoices(
  tx: Tx,
  change: Pick<
    Integration,
    | 'companyId'
    | 'integrationId'
    | 'nickname'
    | 'settings'
    | 'everyMinutes'
    | 'offsetSeconds'
    | 'historyFrom'
    | 'nextDueAtMs'
  >,
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET nickname = ${change.nickname}, settings = ${JSON.stringify(change.settings)},
      every_minutes = ${change.everyMinutes}, offset_seconds = ${change.offsetSeconds},
      history_from = ${change.historyFrom}, next_due_at = ${new Date(change.nextDueAtMs)}
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

export async function updateActivity(
  tx: Tx,
  change: { companyId: string; integrationId: string; deactivatedAtMs: number | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET deactivated_at = ${toDate(change.deactivatedAtMs)}
    WHERE company_id = ${change.companyId} AND integration_id = ${change.integrationId}
  `);
}

/** A fresh start of the failure clock: at activation, restore and resume. */
export async function updateActivated(
  tx: Tx,
  companyId: string,
  integrationId: string,
  nowMs: number,
): Promise<void> {
  await tx.run(sql`
    UPDATE integrations SET activated_at = ${new Date(nowMs)}, next_due_at = ${new Date(nowMs)}
    WHERE company_id = ${companyId} AND integration_id = ${integrationId}
  `);
}

/** Links of one company are made one after the other: what is checked still holds when it is stored. */
export async function lockLinking(tx: Tx, companyId: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7412, hashtext(${companyId}))`);
}
