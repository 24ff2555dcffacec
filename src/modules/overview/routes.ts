import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Language } from '#kernel/localized.ts';
import { completenesses } from '#modules/sales/index.ts';
import {
  dateSchema,
  idSchema,
  instantSchema,
  minorSchema,
  presentVenue,
  transactionRoute,
  venueSchema,
} from '#modules/tenancy/index.ts';
import { type AttentionItem, attentionKinds, severities } from './attention.ts';
import type { OverviewHooks } from './hooks.ts';
import { getOverview, type VenueNow } from './overview.ts';

const completenessSchema = z.enum(completenesses);

const venueNowSchema = z
  .object({
    venue: venueSchema,
    today: z.object({
      businessDate: dateSchema,
      netMinor: minorSchema.nullable(),
      orders: z.int().nullable(),
      completeness: completenessSchema,
      asOf: instantSchema.nullable().describe('How far into the day the till was read'),
    }),
    sameWeekdayLastWeek: z
      .object({
        businessDate: dateSchema,
        netMinorToSameTime: minorSchema
          .nullable()
          .describe('Up to the wall time of `asOf`; null where no times are told'),
        netMinor: minorSchema,
      })
      .nullable()
      .describe('Null when nothing was read of that day'),
    last14: z
      .array(
        z.object({
          businessDate: dateSchema,
          netMinor: minorSchema.nullable(),
          completeness: completenessSchema,
          isAsked: z
            .boolean()
            .describe('False where no till was to be read: nothing is known, and nothing lacks'),
        }),
      )
      .describe('The days before today, oldest first'),
    integrations: z.array(
      z.object({
        id: idSchema,
        provider: z.string(),
        providerName: z.string(),
        nickname: z.string().nullable(),
        status: z.enum(['Initializing', 'Healthy', 'Failed', 'CalledOff']),
        active: z.boolean(),
        readUpTo: instantSchema
          .nullable()
          .describe('How far its tills were read; null for those that send their sales'),
      }),
    ),
  })
  .meta({ id: 'VenueOverview' });

const attentionSchema = z
  .object({
    severity: z.enum(severities),
    kind: z.enum(attentionKinds),
    venueId: idSchema,
    integrationId: idSchema.optional(),
    businessDate: dateSchema.optional(),
    text: z.string(),
    action: z.object({ label: z.string(), href: z.string().describe('A page of the portal') }),
  })
  .meta({ id: 'AttentionItem' });

/** The company at a glance. */
export function overviewRoutes(hooks: OverviewHooks): (app: FastifyInstance) => void {
  return (app) => overviewRoute(app, hooks);
}

function overviewRoute(app: FastifyInstance, hooks: OverviewHooks): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/overview',
    scope: 'sales:read',
    tag: 'Overview',
    summary: 'Every venue today against the same weekday last week, and what needs attention',
    reply: z.object({ venues: z.array(venueNowSchema), attention: z.array(attentionSchema) }),
    async handler(_request, { tx, language }) {
      const nowMs = app.kit.clock.now();
      const { venues, attention } = await getOverview(tx, { nowMs, hooks });
      const venueIds = venues.map(({ venue }) => venue.venueId);
      const recomputations = await hooks.findRecomputations(tx, venueIds);
      return {
        venues: venues.map((one) => ({
          venue: presentVenue(one.venue, recomputations.get(one.venue.venueId) ?? null),
          ...presentNow(one, language),
        })),
        attention: attention.map((item) => presentAttention(item, language)),
      };
    },
  });
}

function presentNow({ today, asOfMs, lastWeek, ...one }: VenueNow, language: Language) {
  const { netMinor: lastWeekNetMinor } = lastWeek.view;
  return {
    today: {
      ...presentDay(today),
      orders: today.view.orders,
      asOf: asOfMs === null ? null : new Date(asOfMs).toISOString(),
    },
    sameWeekdayLastWeek:
      lastWeekNetMinor === null
        ? null
        : {
            businessDate: lastWeek.day.businessDate,
            netMinorToSameTime: lastWeek.view.areTimesTold ? one.lastWeekNetToSameTimeMinor : null,
            netMinor: lastWeekNetMinor,
          },
    last14: one.daysBefore.map((day) => ({ ...presentDay(day), isAsked: day.view.isAsked })),
    integrations: one.links.map((link) => ({
      id: link.integrationId,
      provider: link.provider,
      providerName: link.providerName[language],
      nickname: link.nickname,
      status: link.status,
      active: link.isActive,
      readUpTo: link.readUpToMs === null ? null : new Date(link.readUpToMs).toISOString(),
    })),
  };
}

function presentDay({ view }: VenueNow['today']) {
  const { businessDate, netMinor, completeness } = view;
  return { businessDate, netMinor, completeness };
}

function presentAttention({ text, action, ...item }: AttentionItem, language: Language) {
  const { label, href } = action;
  return { ...item, text: text[language], action: { label: label[language], href } };
}
