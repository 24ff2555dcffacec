import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { instantToWall } from '#kernel/business-day.ts';
import { getVenue, problemSchema, recognise } from '#modules/tenancy/index.ts';
import {
  type TimelineFilter,
  type TimelineScope,
  timelineCsvCut,
  timelineCsvHeader,
  timelineCsvLine,
} from '#modules/timeline/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { integrationHistoryQuery, toHistoryFilter, venueHistoryQuery } from './history-query.ts';
import { type HistoryPage, listHistory } from './list-history.ts';
import { integrationParams, venueParams } from './schemas.ts';

const scope = 'integrations:read';
const rowsPerRead = 500;
/** More than a year of checks every quarter of an hour. */
const rowsMax = 50_000;

interface Export {
  scope: TimelineScope;
  filter: TimelineFilter;
  timeZone: string;
}

/** The timelines as files for a spreadsheet: streamed, newest first, and bounded. */
export function timelineCsvRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    await recognise(app.kit, { request, reply, scope });
  };

  app.route<{
    Params: z.output<typeof venueParams>;
    Querystring: z.output<typeof venueHistoryQuery>;
  }>({
    method: 'GET',
    url: '/api/v1/venues/:venueId/timeline.csv',
    config: { scope },
    schema: csvSchema({
      summary: 'The timeline of a venue as CSV',
      operationId: 'getVenuesByVenueIdTimelineCsv',
      params: venueParams,
      querystring: venueHistoryQuery,
    }),
    onRequest,
    async handler(request, reply) {
      const companyId = companyOf(request);
      const { venueId } = request.params;
      const { timeZone } = await deps.database.withCompany(companyId, (tx) =>
        getVenue(tx, venueId),
      );
      const { integration: integrationId = null, ...query } = request.query;
      const filter = toHistoryFilter(query, timeZone);
      const wanted = { scope: { companyId, venueId, integrationId }, filter, timeZone };
      return sendCsv(deps, wanted, { request, reply });
    },
  });

  app.route<{
    Params: z.output<typeof integrationParams>;
    Querystring: z.output<typeof integrationHistoryQuery>;
  }>({
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/timeline.csv',
    config: { scope },
    schema: csvSchema({
      summary: 'The timeline of an integration as CSV',
      operationId: 'getIntegrationsByIntegrationIdTimelineCsv',
      params: integrationParams,
      querystring: integrationHistoryQuery,
    }),
    onRequest,
    async handler(request, reply) {
      const companyId = companyOf(request);
      const { integrationId } = request.params;
      const { timeZone } = await deps.database.withCompany(companyId, async (tx) =>
        getVenue(tx, (await getIntegration(tx, companyId, integrationId)).venueId),
      );
      const filter = toHistoryFilter(request.query, timeZone);
      const wanted = { scope: { companyId, venueId: null, integrationId }, filter, timeZone };
      return sendCsv(deps, wanted, { request, reply });
    },
  });
}

function companyOf({ actor }: FastifyRequest): string {
  if (actor === null) throw new Error('a handler ran without a recognised caller');
  return actor.companyId;
}

function sendCsv(
  deps: IntegrationDeps,
  wanted: Export,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
) {
  const date = instantToWall(deps.clock.now(), wanted.timeZone).slice(0, 10);
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="timeline-${date}.csv"`)
    .send(Readable.from(writeCsv(deps, wanted, request.language), { objectMode: false }));
}

/** Some rows at a time, each read in a transaction of its own: a slow reader holds nothing open. */
async function* writeCsv(
  deps: IntegrationDeps,
  { scope: of, filter, timeZone }: Export,
  language: FastifyRequest['language'],
): AsyncGenerator<string> {
  yield timelineCsvHeader(language);
  let before: string | null = null;
  for (let count = 0; count < rowsMax; count += rowsPerRead) {
    const page: HistoryPage = { ...of, filter, before, countMax: rowsPerRead };
    const rows = await deps.database.withCompany(of.companyId, (tx) => listHistory(tx, deps, page));
    yield rows.map((row) => timelineCsvLine(row, { language, timeZone })).join('');
    if (rows.length < rowsPerRead) return;
    before = rows.at(-1)?.event_id ?? null;
  }
  yield timelineCsvCut(rowsMax, language);
}

function csvSchema(spec: {
  summary: string;
  operationId: string;
  params: z.ZodObject;
  querystring: z.ZodObject;
}) {
  const refusals = [401, 403, 404, 422, 429, 500].map((status) => [
    status,
    { description: 'Refused', content: { 'application/problem+json': { schema: problemSchema } } },
  ]);
  return {
    ...spec,
    tags: ['Timeline'],
    description: `Newest first, at most ${rowsMax} lines. No cell starts a formula: one that would has an apostrophe before it.`,
    security: [{ apiKey: [] }, { session: [] }],
    'x-required-scope': scope,
    response: {
      200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } },
      ...Object.fromEntries(refusals),
    },
  };
}
