import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json, RawOrder } from '#connectors/contract.ts';
import { type Integration, listIntegrations } from '#modules/integrations/index.ts';
import { LocationBusy, type SyncDeps } from '#modules/sync/index.ts';
import { getVenue, idSchema, transactionRoute } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { pushSales } from './push-sales.ts';
import { chooseTill, noPushTill, pushTillBusy, tooManyLines } from './refusals.ts';

const provider = 'push';
const linesMax = 2000;

/** Loose on purpose: a line that is wrong is answered by itself, not with the whole call. */
const lineSchema = z
  .unknown()
  .describe(
    '{id, date, pluNumber, title, quantity, total}: id unique per receipt line, date with time (the venue’s, or with an offset), total net of tax; negative quantity and total for a void',
  );
const linesSchema = z.array(lineSchema).min(1).meta({ maxItems: linesMax });

const answerSchema = z.object({
  lines: z.array(
    z.object({
      id: z.string().nullable(),
      result: z.enum(['new', 'known', 'held', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  newCount: z.int(),
  knownCount: z.int(),
  heldCount: z.int().describe('Lines of approved days: kept, and counted once the day is reopened'),
  refusedCount: z.int(),
});

export interface PushDeps extends SyncDeps {
  /** How a line is told apart and timed; the connector's knowledge. */
  toRaw: (line: Json, timeZone: string) => RawOrder;
}

/** Sales from tills that can call. */
export function pushRoutes(deps: PushDeps): (app: FastifyInstance) => void {
  return (app) =>
    transactionRoute(app, {
      method: 'POST',
      url: '/api/v1/venues/:venueId/sales',
      scope: 'sales:write',
      tag: 'Sales',
      summary: 'Send sales line by line',
      description: `At most ${linesMax} lines. Repeatable: a line counts once per id, as it was sent last. Each line is answered by itself, in the order sent; a refused one keeps no other back.`,
      params: z.object({ venueId: idSchema }),
      judgesTexts: true,
      body: z.union([
        linesSchema,
        z.object({ lines: linesSchema, integrationId: idSchema.optional() }),
      ]),
      reply: answerSchema,
      problems: [409],
      async handler({ params, body }, { tx, actor, language }) {
        const { lines, integrationId } = Array.isArray(body)
          ? { lines: body, integrationId: undefined }
          : body;
        if (lines.length > linesMax) throw tooManyLines(lines.length, linesMax);
        await getVenue(tx, params.venueId);
        const { companyId } = actor;
        const venueTills = { companyId, venueId: params.venueId, integrationId };
        const answers = await pushSales(tx, deps, {
          integration: await choosePushTill(tx, venueTills),
          lines: lines as Json[],
          toRaw: deps.toRaw,
          nowMs: deps.clock.now(),
        }).catch((error: unknown) => {
          throw error instanceof LocationBusy ? pushTillBusy() : error;
        });
        const count = (result: string) => answers.filter((line) => line.result === result).length;
        return {
          lines: answers.map(({ id, result, reason }) => ({
            ...{ id, result },
            reason: reason?.[language] ?? null,
          })),
          newCount: count('new'),
          knownCount: count('known'),
          heldCount: count('held'),
          refusedCount: count('refused'),
        };
      },
    });
}

/** The venue's one push integration, or the one that is named. */
async function choosePushTill(
  tx: Tx,
  wanted: { companyId: string; venueId: string; integrationId: string | undefined },
): Promise<Integration> {
  const active = await listIntegrations(tx, { ...wanted, isActive: true });
  const all = active.filter((integration) => integration.provider === provider);
  if (all.length === 0) throw noPushTill();
  const [only] =
    wanted.integrationId === undefined
      ? all
      : all.filter(({ integrationId }) => integrationId === wanted.integrationId);
  if (only === undefined) throw noPushTill();
  if (wanted.integrationId === undefined && all.length > 1) throw chooseTill(all);
  return only;
}
