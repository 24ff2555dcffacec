import type { FastifyInstance } from 'fastify';
import { Refusal } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import {
  fromCursor,
  getVenue,
  pageOf,
  pageQuerySchema,
  toCursor,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import {
  listTimelineOfIntegration,
  listTimelineOfVenue,
  presentTimeline,
  timelineItemSchema,
} from '#modules/timeline/index.ts';
import { getIntegration } from './get-integration.ts';
import { presentRun } from './present-run.ts';
import { listRuns } from './run.store.ts';
import { integrationParams, runSchema, venueParams } from './schemas.ts';

/** What happened to integrations: events for people, and every attempt to fetch. Newest first. */
export function historyRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/timeline',
    scope: 'integrations:read',
    tag: 'Timeline',
    summary: 'What happened to an integration, newest first',
    params: integrationParams,
    query: pageQuerySchema,
    reply: pageOf(timelineItemSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      await getIntegration(tx, companyId, params.integrationId);
      const page = { ...params, companyId, ...readPage(query) };
      const rows = await listTimelineOfIntegration(tx, page);
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.event_id);
      return { items: items.map((row) => presentTimeline(row, language)), nextCursor };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/venues/:venueId/timeline',
    scope: 'integrations:read',
    tag: 'Timeline',
    summary: 'What happened at a venue, newest first',
    params: venueParams,
    query: pageQuerySchema,
    reply: pageOf(timelineItemSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      await getVenue(tx, params.venueId);
      const rows = await listTimelineOfVenue(tx, { ...params, companyId, ...readPage(query) });
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.event_id);
      return { items: items.map((row) => presentTimeline(row, language)), nextCursor };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/runs',
    scope: 'integrations:read',
    tag: 'Integrations',
    summary: 'Attempts to fetch sales, newest first',
    params: integrationParams,
    query: pageQuerySchema,
    reply: pageOf(runSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      await getIntegration(tx, companyId, params.integrationId);
      const rows = await listRuns(tx, { ...params, companyId, ...readPage(query) });
      const { items, nextCursor } = cutPage(rows, query.limit, (row) => row.run_id);
      return { items: items.map((row) => presentRun(row, language)), nextCursor };
    },
  });
}

interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** One row more than asked for tells whether there is another page. */
function readPage(query: PageQuery): { before: string | null; countMax: number } {
  const [before = null] = fromCursor(query.cursor, 1) ?? [];
  if (before !== null && !isId(before)) throw cursorInvalid();
  return { before, countMax: query.limit + 1 };
}

function cutPage<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > items.length && last !== undefined;
  return { items, nextCursor: hasMore ? toCursor([idOf(last)]) : null };
}

function cursorInvalid(): Refusal {
  return new Refusal({
    code: 'cursor_invalid',
    status: 422,
    detail: {
      en: 'This cursor is not one of ours. Start again without it.',
      fr: 'Ce curseur ne vient pas de nous. Recommencez sans lui.',
    },
    errors: [{ path: 'cursor', message: '' }],
  });
}
