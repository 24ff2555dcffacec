import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { businessDateOf, daysBetween } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import {
  integrationIsSentFiles,
  isSendingProvider,
  listLocations,
  namesOf,
  requireActiveIntegration,
} from '#modules/integrations/index.ts';
import { checkDate } from '#modules/sales/index.ts';
import { dateSchema, idSchema, minorSchema, route } from '#modules/tenancy/index.ts';
import { recordTimelineEvent, toTimelineActor } from '#modules/timeline/index.ts';
import type { Queue } from '#platform/queue/queue.ts';
import type { SyncDeps } from './deps.ts';
import { previewResync } from './preview-resync.ts';
import { VendorTrouble } from './read-window.ts';
import { LocationBusy } from './recompute-venue.ts';
import type { ResyncJob, ResyncRange } from './resync-rest.ts';
import { settingsPreviewRoute } from './settings-preview.route.ts';
import { getSyncVenue } from './venue.ts';

const daysMax = 400;
/** A preview waits for the till while somebody looks at the screen. */
const previewDaysMax = 31;

const daySum = z.object({ orders: z.int(), netMinor: minorSchema });
const replySchema = z.object({
  preview: z
    .object({
      ordersNew: z.int(),
      ordersChanged: z.int(),
      ordersGone: z.int(),
      ordersUnchanged: z.int(),
      days: z.array(
        z.object({
          businessDate: dateSchema,
          was: daySum.nullable().describe('Null: this day was never read.'),
          now: daySum,
          isApproved: z
            .boolean()
            .describe(
              'Approved: it stays as it is, `now` and the numbers tell what reopening it would bring.',
            ),
          isWaiting: z
            .boolean()
            .describe(
              'Not approved, but a bill moves between it and an approved day: `now` and the numbers tell what reopening that one would bring.',
            ),
          ordersNew: z.int(),
          ordersChanged: z.int(),
          ordersGone: z.int(),
        }),
      ),
    })
    .nullable(),
  runIds: z
    .array(idSchema)
    .describe(
      'One run for each location, under these ids as soon as it begins; none for a preview.',
    ),
});

/** Reading days again on somebody's wish. */
export function syncRoutes(deps: SyncDeps, queue: Queue): (app: FastifyInstance) => void {
  return (app) => {
    settingsPreviewRoute(app, deps);
    route(app, {
      method: 'POST',
      url: '/api/v1/integrations/:integrationId/resync',
      scope: 'integrations:write',
      tag: 'Integrations',
      summary: 'Read days again from the till, or preview what that would change',
      description: `At most ${daysMax} days, ${previewDaysMax} for a preview. Stores what the till tells now, even much less than before. What the till does not answer is asked again by itself, for two days.`,
      params: z.object({ integrationId: idSchema }),
      body: z.strictObject({
        from: dateSchema,
        to: dateSchema.describe(
          `Inclusive: at most ${daysMax} days from \`from\`, ${previewDaysMax} for a preview`,
        ),
        preview: z
          .boolean()
          .default(false)
          .describe(
            `Answer what it would change, of at most ${previewDaysMax} days, and store nothing`,
          ),
      }),
      status: 202,
      reply: replySchema,
      async handler({ params, body }, { actor }) {
        const { companyId } = actor;
        const range = {
          companyId,
          integrationId: params.integrationId,
          from: body.from,
          to: body.to,
        };
        checkRange(range, body.preview ? previewDaysMax : daysMax);
        const integration = await deps.database.withCompany(companyId, async (tx) => {
          const found = await requireActiveIntegration(tx, companyId, params.integrationId);
          if (isSendingProvider(deps, found.provider)) throw integrationIsSentFiles();
          const { rule } = await getSyncVenue(tx, found.venueId);
          if (body.from > businessDateOf(deps.clock.now(), rule)) throw notBegun();
          return found;
        });
        if (body.preview) return { preview: await preview(deps, range), runIds: [] };
        const runIds = await deps.database.withCompany(companyId, async (tx) => {
          const { integrationId, venueId } = integration;
          await recordTimelineEvent(tx, {
            ...{ companyId, venueId, integrationId, atMs: deps.clock.now() },
            actor: toTimelineActor(actor),
            name: 'resync.requested',
            details: { ...namesOf(deps, integration), from: range.from, to: range.to },
          });
          const locations = await listLocations(tx, companyId, integrationId);
          const ids = locations.map(({ locationId }) => [locationId, newId(deps.clock.now())]);
          const job: ResyncJob = { ...range, runIds: Object.fromEntries(ids) };
          await queue.send(tx, 'sync.resync', { ...job });
          return Object.values(job.runIds ?? {});
        });
        return { preview: null, runIds };
      },
    });
  };
}

async function preview(deps: SyncDeps, range: ResyncRange) {
  try {
    const signal = AbortSignal.timeout(60_000);
    const { counts, days } = await previewResync(deps, { ...range, signal });
    const { ordersNew, ordersChanged, ordersGone, ordersUnchanged } = counts;
    return { ordersNew, ordersChanged, ordersGone, ordersUnchanged, days };
  } catch (error) {
    if (error instanceof VendorTrouble) throw tillTrouble(error);
    if (error instanceof LocationBusy) throw tillBusy();
    throw error;
  }
}

function checkRange(range: { from: string; to: string }, max: number): void {
  checkDate(range.from, 'from');
  checkDate(range.to, 'to');
  const days = daysBetween(range.from, range.to) + 1;
  if (days >= 1 && days <= max) return;
  throw new Refusal({
    code: 'range_invalid',
    status: 422,
    detail: {
      en: `Choose a first day that is not after the last one, and at most ${max} days.`,
      fr: `Choisissez un premier jour qui ne suit pas le dernier, et ${max} jours au plus.`,
    },
  });
}

function notBegun(): Refusal {
  return new Refusal({
    code: 'range_not_begun',
    status: 422,
    detail: {
      en: 'These days have not begun yet. Choose a first day that is today or earlier.',
      fr: 'Ces jours n’ont pas encore commencé. Choisissez un premier jour qui est aujourd’hui ou avant.',
    },
  });
}

function tillTrouble(trouble: VendorTrouble): Refusal {
  const { code, kind, message } = trouble.problem;
  return new Refusal({
    code: 'till_unreadable',
    status: 422,
    detail: message,
    extra: { problem: { code, kind } },
  });
}

function tillBusy(): Refusal {
  return new Refusal({
    code: 'check_running',
    status: 409,
    detail: {
      en: 'This till is being checked right now. Try again in a few seconds.',
      fr: 'Cette caisse est en cours de vérification. Réessayez dans quelques secondes.',
    },
  });
}
