import type { Language } from '#kernel/localized.ts';
import { presentProblem } from './present-problem.ts';
import type { RunRow } from './run.store.ts';

/** One attempt to fetch sales as the API shows it. */
export function presentRun(run: RunRow, language: Language) {
  return {
    id: run.run_id,
    locationId: run.location_id,
    kind: run.kind,
    trigger: run.trigger,
    state: run.state,
    windowFrom: run.window_from.toISOString(),
    windowTo: run.window_to.toISOString(),
    startedAt: run.started_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
    ordersNew: run.orders_new,
    ordersChanged: run.orders_changed,
    ordersGone: run.orders_gone,
    ordersUnchanged: run.orders_unchanged,
    ordersQuarantined: run.orders_quarantined,
    posItemsNew: run.pos_items_new,
    warnings: run.warnings.map((warning) => warning[language]),
    problem: run.problem === null ? null : presentProblem(run.problem, language),
  };
}
