import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  dateSchema,
  getVenue,
  idSchema,
  pageOf,
  pageQuerySchema,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { billKinds } from './bill.store.ts';
import { billSchema } from './bill-schemas.ts';
import { dayDetailSchema, daysSchema } from './day-schemas.ts';
import { getDay } from './get-day.ts';
import { type FindAdjustments, getDays } from './get-days.ts';
import { getBill, listDayBills } from './list-bills.ts';
import { findOpenRecomputations } from './recomputation.store.ts';
import type { FindApprovedDates } from './unusual-days.ts';

const tag = 'Sales';
const hourOfDay = /^([01]\d|2[0-3])$/;
const hourSchema = z
  .string()
  .refine((text) => hourOfDay.test(text), { params: { kind: 'hour' } })
  .meta({ pattern: hourOfDay.source, example: '18' });
const venueParams = z.object({ venueId: idSchema });

/** What bills may be narrowed to: each field leads from a figure of the day to what is behind it. */
export const billWishFields = {
  category: z.string().max(500).optional(),
  hour: hourSchema.optional(),
  tender: z.string().max(500).optional(),
  item: z.string().max(1000).optional().describe('Code of a POS item'),
  only: z.enum(billKinds).optional(),
};

/** What reading sales needs from modules that build on it. */
export interface SalesHooks {
  findApprovedDates: FindApprovedDates;
  findAdjustments?: FindAdjustments;
}

/** Reading sales where nobody approves days. */
export function salesRoutes(app: FastifyInstance): void {
  salesRoutesWith({ findApprovedDates: async () => [] })(app);
}

/** Reading sales: days and bills. */
export function salesRoutesWith(hooks: SalesHooks): (app: FastifyInstance) => void {
  return (app) => {
    dayRoutes(app, hooks);
    billRoutes(app);
  };
}

function dayRoutes(app: FastifyInstance, hooks: SalesHooks): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/sales/days',
    scope: 'sales:read',
    tag,
    summary: 'Read business days, each with how far it can be trusted',
    description:
      'Both dates included, at most 400 days. While `recomputation` is not null, days are being computed anew after a change of the venue’s day rule, and figures may still be those of the rule before.',
    params: venueParams,
    query: z.object({ from: dateSchema, to: dateSchema }),
    reply: daysSchema,
    async handler({ params, query }, { tx }) {
      const venue = await getVenue(tx, params.venueId);
      const nowMs = app.kit.clock.now();
      const days = await getDays(tx, { venue, ...query, nowMs, ...hooks });
      const { currency, timeZone, cutoff, morningEnd } = venue;
      const recomputation = await findRecomputationOf(tx, params.venueId);
      return { currency, timeZone, cutoff, morningEnd, recomputation, days };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/sales/days/:date',
    scope: 'sales:read',
    tag,
    summary: 'Read one business day with everything behind its figures',
    // Checked by `getDay`: a wrong date deserves more than "not found".
    params: venueParams.extend({ date: z.string().max(40).meta({ format: 'date' }) }),
    reply: dayDetailSchema,
    problems: [422],
    async handler({ params }, { tx, language }) {
      const venue = await getVenue(tx, params.venueId);
      const nowMs = app.kit.clock.now();
      const businessDate = params.date;
      const day = await getDay(tx, { venue, businessDate, language, nowMs, ...hooks });
      return { ...day, recomputation: await findRecomputationOf(tx, params.venueId) };
    },
  });
}

/** Whether the figures may still be those of the day rule before, as the venue tells it. */
async function findRecomputationOf(tx: Tx, venueId: string) {
  return (await findOpenRecomputations(tx, [venueId])).get(venueId) ?? null;
}

function billRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/sales/orders',
    scope: 'sales:read',
    tag,
    summary: 'List the bills of a business day, newest first',
    description:
      'Bills of every state are listed. The filters lead from a figure of the day to the bills behind it; an empty category means lines without one.',
    params: venueParams,
    query: pageQuerySchema.extend({
      businessDate: dateSchema,
      ...billWishFields,
      include: z.enum(['raw']).optional(),
    }),
    reply: pageOf(billSchema),
    async handler({ params, query }, { tx }) {
      const venue = await getVenue(tx, params.venueId);
      const { businessDate, cursor, limit, include, ...wish } = query;
      const hasPayload = include === 'raw';
      return listDayBills(tx, { venue, businessDate, wish, hasPayload, cursor, limit });
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/sales/orders/:orderId',
    scope: 'sales:read',
    tag,
    summary: 'Read one bill with the till’s own words',
    params: venueParams.extend({ orderId: idSchema }),
    reply: billSchema,
    async handler({ params }, { tx }) {
      const venue = await getVenue(tx, params.venueId);
      return getBill(tx, { venue, orderId: params.orderId });
    },
  });
}
