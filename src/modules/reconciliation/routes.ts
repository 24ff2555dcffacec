import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#kernel/clock.ts';
import { checkDate } from '#modules/sales/index.ts';
import { getVenue, idSchema, type RouteContext, transactionRoute } from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import {
  addAdjustment,
  approveDay,
  type Decision,
  type OnDayReopened,
  reopenDay,
  setZReport,
  withdrawAdjustment,
} from './change-reconciliation.ts';
import { presentReconciliation, reconciliationSchema } from './present-reconciliation.ts';
import type { DayKey } from './reconciliation.store.ts';
import { type ReadCells, reportFileRoutes } from './report-file.routes.ts';
import { amountSchema, nameCharsMax, zReportSchema } from './report-schemas.ts';
import { showReconciliation } from './show-reconciliation.ts';

const path = '/api/v1/venues/:venueId/sales/days/:date/reconciliation';
const params = z.object({
  venueId: idSchema,
  // Checked by `checkDate`: a wrong date deserves more than "not found".
  date: z.string().max(40).meta({ format: 'date' }),
});
const common = {
  tag: 'Reconciliation',
  params,
  reply: reconciliationSchema,
  problems: [409, 422],
} as const;
const ofZero = {
  en: 'An adjustment of zero changes nothing.',
  fr: 'Un ajustement de zéro ne change rien.',
};
const adjustedNameSchema = z.string().trim().max(nameCharsMax).default('');
const noteSchema = z.string().max(2000).default('');

export interface ReconciliationDeps {
  clock: Clock;
  onDayReopened: OnDayReopened;
  readCells: ReadCells;
}

/** Comparing days with the till's own report, approving and adjusting them. */
export function reconciliationRoutes(
  deps: ReconciliationDeps,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // A scope of its own: no other endpoint takes bytes.
    await app.register(async (scope) => reportFileRoutes(scope, deps));
    transactionRoute(app, {
      ...common,
      method: 'GET',
      url: path,
      scope: 'sales:read',
      summary: 'Read a day beside the till’s own report',
      problems: [422],
      handler: ({ params }, { tx, actor }) => show(tx, deps, keyOf(params, actor.companyId)),
    });
    changingRoutes(app, deps);
    adjustmentRoutes(app, deps);
  };
}

function changingRoutes(app: FastifyInstance, deps: ReconciliationDeps): void {
  transactionRoute(app, {
    ...common,
    method: 'PUT',
    url: `${path}/report`,
    scope: 'sales:write',
    summary: 'Enter the till’s own report of a day, or take it away',
    body: z.object({ report: zReportSchema.nullable() }),
    async handler({ params, body }, context) {
      const decision = await decisionOf(deps, params, context);
      await setZReport(context.tx, decision, body.report);
      return show(context.tx, deps, decision);
    },
  });
  transactionRoute(app, {
    ...common,
    method: 'POST',
    url: `${path}/approve`,
    scope: 'sales:write',
    summary: 'Approve a day: from then on it changes only when somebody reopens it',
    body: z.object({ note: noteSchema }),
    async handler({ params, body }, context) {
      const decision = await decisionOf(deps, params, context);
      await approveDay(context.tx, decision, body.note);
      return show(context.tx, deps, decision);
    },
  });
  transactionRoute(app, {
    ...common,
    method: 'POST',
    url: `${path}/reopen`,
    scope: 'sales:write',
    summary: 'Let an approved day follow the till again',
    description: 'What the till told otherwise meanwhile is read and stored within moments.',
    async handler({ params }, context) {
      const decision = await decisionOf(deps, params, context);
      await reopenDay(context.tx, decision, deps.onDayReopened);
      return show(context.tx, deps, decision);
    },
  });
}

function adjustmentRoutes(app: FastifyInstance, deps: ReconciliationDeps): void {
  transactionRoute(app, {
    ...common,
    method: 'POST',
    url: `${path}/adjustments`,
    scope: 'sales:write',
    summary: 'Add an amount to a day, or take one from it, by hand',
    status: 201,
    body: z.object({
      category: adjustedNameSchema.describe('It counts there too; empty for none'),
      tender: adjustedNameSchema.describe('It counts there too; empty for none'),
      netMinor: amountSchema.refine((amount) => amount !== 0, { params: { text: ofZero } }),
      reason: z.string().trim().min(1).max(2000),
    }),
    async handler({ params, body }, context) {
      const decision = await decisionOf(deps, params, context);
      await addAdjustment(context.tx, decision, body);
      return show(context.tx, deps, decision);
    },
  });
  transactionRoute(app, {
    ...common,
    method: 'DELETE',
    url: `${path}/adjustments/:adjustmentId`,
    scope: 'sales:write',
    summary: 'Take an adjustment back',
    params: params.extend({ adjustmentId: idSchema }),
    async handler({ params: { adjustmentId, ...day } }, context) {
      const decision = await decisionOf(deps, day, context);
      await withdrawAdjustment(context.tx, decision, adjustmentId);
      return show(context.tx, deps, decision);
    },
  });
}

type Params = z.output<typeof params>;

function keyOf({ venueId, date }: Params, companyId: string): DayKey {
  return { companyId, venueId, businessDate: checkDate(date, 'date') };
}

/** @throws Refusal 404 for a venue that is not the caller's. */
async function decisionOf(
  deps: ReconciliationDeps,
  day: Params,
  { actor, tx }: RouteContext & { tx: Tx },
): Promise<Decision> {
  await getVenue(tx, day.venueId);
  const nowMs = deps.clock.now();
  return { ...keyOf(day, actor.companyId), actor: toTimelineActor(actor), nowMs };
}

async function show(tx: Tx, deps: ReconciliationDeps, day: DayKey) {
  return presentReconciliation(day, await showReconciliation(tx, day, deps.clock.now()));
}
