import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  dateSchema,
  getVenue,
  idSchema,
  instantSchema,
  minorSchema,
  pageOf,
  pageQuerySchema,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import { listPosItems } from './list-pos-items.ts';
import { posItemSorts } from './pos-item-page.ts';

const posItemSchema = z
  .object({
    id: idSchema,
    code: z.string(),
    name: z.string(),
    category: z.string().describe('Empty for items without a category'),
    integrationId: idSchema,
    quantity: z.string(),
    netMinor: minorSchema,
    share: z.number().describe('Of the revenue of all items in the span, 0 to 1'),
    firstSoldAt: instantSchema,
    lastSoldAt: instantSchema,
    mapping: z.null().describe('What it is made of; none yet'),
    modifiers: z
      .array(z.string())
      .describe('Codes of the modifiers that make it an item of its own'),
  })
  .meta({ id: 'PosItem' });

export const venueParams = z.object({ venueId: idSchema });

/** What the list of POS items is narrowed to and sorted by. */
export const posItemFields = z.object({
  state: z.enum(['unmapped', 'all']).default('all'),
  sort: z.enum(posItemSorts).default('revenue'),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  search: z.string().max(200).default('').describe('Words of name or code'),
});

/** Reading what the tills sell. */
export function menuRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/pos-items',
    scope: 'sales:read',
    tag: 'Menu',
    summary: 'List POS items with what they sold',
    description:
      'Between two business days, both included; without dates, in the 366 days up to the newest sale.',
    params: venueParams,
    query: pageQuerySchema.extend(posItemFields.shape),
    reply: pageOf(posItemSchema).extend({
      from: dateSchema,
      to: dateSchema,
      totalNetMinor: minorSchema.describe('Of all items in the span, whatever the search'),
    }),
    async handler({ params, query }, { tx }) {
      const venue = await getVenue(tx, params.venueId);
      const { from, to, sort, search, cursor, limit } = query;
      const nowMs = app.kit.clock.now();
      return listPosItems(tx, { venue, from, to, sort, search, cursor, limit, nowMs });
    },
  });
}
