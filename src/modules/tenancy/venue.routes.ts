import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isId } from '#kernel/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireScope } from './access.ts';
import type { Actor } from './actor.ts';
import {
  type BeforeDayRuleChange,
  changeVenue,
  getVenue,
  type OnDayRuleChanged,
} from './change-venue.ts';
import { createVenue } from './create-venue.ts';
import { transactionRoute } from './http/route.ts';
import {
  cursorInvalid,
  fromCursor,
  idSchema,
  pageOf,
  pageQuerySchema,
  toCursor,
} from './http/schemas.ts';
import { listVenues } from './venue.store.ts';
import type { SettingChanges, Venue } from './venue.ts';

/** Stored days being computed anew after a change of the day rule. */
export interface Recomputation {
  state: 'pending' | 'running' | 'done';
  percent: number;
  daysDone: number;
  daysTotal: number | null;
}

export interface VenueChanged {
  venueId: string;
  actor: Actor;
  /** Empty for a new venue, and when it was asked to be what it is. */
  changes: SettingChanges;
}

/** What a venue's pages need from the modules that come after this one. */
export interface VenueHooks {
  beforeDayRuleChange: BeforeDayRuleChange;
  onDayRuleChanged: OnDayRuleChanged;
  /** In the transaction of any change, so that open pages and the timeline hear of it. */
  onVenueChanged: (tx: Tx, change: VenueChanged) => Promise<void>;
  /** Recomputations that are not done, by venue id. */
  findRecomputations: (
    tx: Tx,
    venueIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Recomputation>>;
}

export const nameSchema = z.string().trim().min(1).max(200);
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const timeOfDaySchema = z
  .string()
  .refine((text) => timeOfDay.test(text), { params: { kind: 'time' } })
  .meta({ description: 'Wall time, HH:MM', example: '05:00', pattern: timeOfDay.source });
const zoneSchema = z
  .string()
  .trim()
  .max(64)
  .meta({ description: 'IANA time zone', example: 'America/Toronto' });

export const venueSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    timeZone: z.string(),
    currency: z.string().describe('ISO 4217'),
    cutoff: z.string().describe('Wall time at which the business day begins'),
    morningEnd: z.string().describe('Wall time at which the morning ends'),
    recomputation: z
      .object({
        state: z.enum(['pending', 'running', 'done']),
        percent: z.number(),
        daysDone: z.int(),
        daysTotal: z.int().nullable(),
      })
      .nullable()
      .describe('Stored days being computed anew; null when there is nothing to do'),
  })
  .meta({ id: 'Venue' });

const newVenueSchema = z.strictObject({
  name: nameSchema,
  timeZone: zoneSchema,
  currency: z.string().trim().max(10).meta({ description: 'ISO 4217', example: 'CAD' }),
  cutoff: timeOfDaySchema.optional(),
  morningEnd: timeOfDaySchema.optional(),
});
const venueChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  timeZone: zoneSchema.optional(),
  cutoff: timeOfDaySchema.optional(),
  morningEnd: timeOfDaySchema.optional(),
  approvedDays: z
    .literal('reopen')
    .optional()
    .describe('Reopen the approved days that change; needs `sales:write` too'),
});
const venueParams = z.object({ venueId: idSchema });
const tag = 'Venues';

/** A venue as the API shows it. */
export function presentVenue(venue: Venue, recomputation: Recomputation | null) {
  const { venueId: id, name, timeZone, currency, cutoff, morningEnd } = venue;
  return { id, name, timeZone, currency, cutoff, morningEnd, recomputation };
}

export function venueRoutes(app: FastifyInstance, hooks: VenueHooks): void {
  const present = async (tx: Tx, venue: Venue) => {
    const running = await hooks.findRecomputations(tx, [venue.venueId]);
    return presentVenue(venue, running.get(venue.venueId) ?? null);
  };
  readRoutes(app, { hooks, present });
  writeRoutes(app, { hooks, present });
}

interface Presenting {
  hooks: VenueHooks;
  present: (tx: Tx, venue: Venue) => Promise<ReturnType<typeof presentVenue>>;
}

function readRoutes(app: FastifyInstance, { hooks, present }: Presenting): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues',
    // Every other scope is about some venue: whoever has one must be able to learn its id,
    // its name and by which time zone its days are told.
    scope: 'any',
    tag,
    summary: 'List the venues of the company by name',
    description: 'For every caller of the company, whatever their scopes.',
    query: pageQuerySchema,
    reply: pageOf(venueSchema),
    async handler({ query }, { tx }) {
      const [name = '', venueId = ''] = fromCursor(query.cursor, 2) ?? [];
      const after = query.cursor === undefined ? null : { name, venueId };
      if (after !== null && !isId(venueId)) throw cursorInvalid();
      const found = await listVenues(tx, { limit: query.limit + 1, after });
      const venues = found.slice(0, query.limit);
      const running = await hooks.findRecomputations(
        tx,
        venues.map((venue) => venue.venueId),
      );
      const last = venues.at(-1);
      const hasMore = found.length > venues.length && last !== undefined;
      return {
        items: venues.map((venue) => presentVenue(venue, running.get(venue.venueId) ?? null)),
        nextCursor: hasMore ? toCursor([last.name, last.venueId]) : null,
      };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId',
    scope: 'any',
    tag,
    summary: 'Read one venue',
    description: 'For every caller of the company, whatever their scopes.',
    params: venueParams,
    reply: venueSchema,
    handler: async ({ params }, { tx }) => present(tx, await getVenue(tx, params.venueId)),
  });
}

function writeRoutes(app: FastifyInstance, { hooks, present }: Presenting): void {
  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/venues',
    scope: 'venues:write',
    tag,
    summary: 'Add a venue',
    body: newVenueSchema,
    status: 201,
    reply: venueSchema,
    async handler({ body }, { tx, actor }) {
      const venue = await createVenue(tx, { ...body, nowMs: app.kit.clock.now() });
      await hooks.onVenueChanged(tx, { venueId: venue.venueId, actor, changes: {} });
      return present(tx, venue);
    },
  });

  transactionRoute(app, {
    method: 'PATCH',
    url: '/api/v1/venues/:venueId',
    scope: 'venues:write',
    tag,
    summary: 'Change a venue',
    description:
      'A new time zone, cut-off or end of the morning computes the stored days anew; `recomputation` shows how far that has got, and until it is null figures may still be those of the old rule. A new cut-off that moves bills of approved days, or a new time zone while any day is approved, is refused with 409 `approved_days_would_change`, which tells how many there are (`approvedDays`: `count`, `first`, `last`), unless `approvedDays` is `reopen`: these days are reopened then. The end of the morning alone leaves days approved. The currency cannot change.',
    params: venueParams,
    body: venueChangeSchema,
    reply: venueSchema,
    problems: [409],
    async handler({ params, body }, { tx, actor }) {
      const { approvedDays, ...change } = body;
      const mayReopen = approvedDays === 'reopen';
      if (mayReopen) requireScope(actor, 'sales:write');
      const request = { ...params, ...hooks, change, actor, mayReopen };
      const { venue, changes } = await changeVenue(tx, request);
      await hooks.onVenueChanged(tx, { ...params, actor, changes });
      return present(tx, venue);
    },
  });
}
