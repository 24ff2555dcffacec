import {
  kindOfRun,
  listTimelineEvents,
  systemActor,
  systemPerson,
  type TimelineFilter,
  type TimelineRow,
  type TimelineScope,
} from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type CheckRow, listChecks } from './check-history.store.ts';
import type { IntegrationDeps } from './deps.ts';
import { providerNameOf } from './names.ts';
import type { RunKind } from './run.store.ts';

const runKinds: readonly RunKind[] = ['live', 'nightly', 'backfill', 'resync', 'rederive', 'file'];

export interface HistoryPage extends TimelineScope {
  filter: TimelineFilter;
  /** Id of the last entry of the page before. */
  before: string | null;
  countMax: number;
}

/**
 * Events and checks in one line of time, newest first. Both have ids that sort by time, so the two
 * lists are merged by id and go on from one cursor.
 */
export async function listHistory(
  tx: Tx,
  deps: Pick<IntegrationDeps, 'vendors'>,
  page: HistoryPage,
): Promise<TimelineRow[]> {
  const events = await listTimelineEvents(tx, page);
  const kinds = kindsOf(page.filter);
  const checks = kinds?.length === 0 ? [] : await listChecks(tx, { ...page, kinds });
  return [...events, ...checks.map((check) => toTimelineRow(deps, check))]
    .sort((a, b) => (a.event_id < b.event_id ? 1 : -1))
    .slice(0, page.countMax);
}

/** Runs that the filter lets through; null means all. Checks are nobody's: what asked for one is an event. */
function kindsOf({ kind, person }: TimelineFilter): readonly RunKind[] | null {
  if (person !== null && person !== systemPerson) return [];
  if (kind === null) return null;
  return runKinds.filter((runKind) => kindOfRun(runKind) === kind);
}

function toTimelineRow(deps: Pick<IntegrationDeps, 'vendors'>, check: CheckRow): TimelineRow {
  const { provider, nickname, location, problem, started_at, finished_at } = check;
  return {
    event_id: check.run_id,
    venue_id: check.venue_id,
    integration_id: check.integration_id,
    at: started_at,
    name: `check.${check.state}`,
    actor: systemActor,
    details: {
      ...{ provider, providerName: providerNameOf(deps, provider), nickname, location },
      runKind: check.kind,
      trigger: check.trigger,
      windowFrom: check.window_from.toISOString(),
      windowTo: check.window_to.toISOString(),
      durationMs: finished_at === null ? null : finished_at.getTime() - started_at.getTime(),
      ordersNew: check.orders_new,
      ordersChanged: check.orders_changed,
      ordersGone: check.orders_gone,
      ordersUnchanged: check.orders_unchanged,
      ordersQuarantined: check.orders_quarantined,
      posItemsNew: check.pos_items_new,
      problem: problem && { kind: problem.kind, code: problem.code, message: problem.message },
    },
  };
}
