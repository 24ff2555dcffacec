import type { FastifyInstance } from 'fastify';
import { instantToWall } from '#kernel/business-day.ts';
import type { CsvRow } from '#kernel/csv.ts';
import type { Language } from '#kernel/localized.ts';
import { type CsvFile, csvRoute, getVenue } from '#modules/tenancy/index.ts';
import {
  type TimelineFilter,
  type TimelineScope,
  timelineCsvCut,
  timelineCsvHeader,
  timelineCsvRow,
} from '#modules/timeline/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { getIntegration } from './get-integration.ts';
import { integrationHistoryQuery, toHistoryFilter, venueHistoryQuery } from './history-query.ts';
import { type HistoryPage, listHistory } from './list-history.ts';
import { integrationParams, venueParams } from './schemas.ts';

const rowsPerRead = 500;
/** More than a year of checks every quarter of an hour. */
const rowsMax = 50_000;
const description = `Newest first, at most ${rowsMax} lines.`;

interface Export {
  scope: TimelineScope;
  filter: TimelineFilter;
  timeZone: string;
}

/** The timelines as files for a spreadsheet: streamed, newest first, and bounded. */
export function timelineCsvRoutes(app: FastifyInstance, deps: IntegrationDeps): void {
  csvRoute(app, {
    url: '/api/v1/venues/:venueId/timeline.csv',
    scope: 'integrations:read',
    tag: 'Timeline',
    summary: 'The timeline of a venue as CSV',
    description,
    params: venueParams,
    query: venueHistoryQuery,
    async handler({ params: { venueId }, query }, { actor: { companyId }, language }) {
      const { timeZone } = await deps.database.withCompany(companyId, (tx) =>
        getVenue(tx, venueId),
      );
      const { integration: integrationId = null, ...rest } = query;
      const filter = toHistoryFilter(rest, timeZone);
      const scope = { companyId, venueId, integrationId };
      return toFile(deps, { scope, filter, timeZone }, language);
    },
  });

  csvRoute(app, {
    url: '/api/v1/integrations/:integrationId/timeline.csv',
    scope: 'integrations:read',
    tag: 'Timeline',
    summary: 'The timeline of an integration as CSV',
    description,
    params: integrationParams,
    query: integrationHistoryQuery,
    async handler({ params: { integrationId }, query }, { actor: { companyId }, language }) {
      const { timeZone } = await deps.database.withCompany(companyId, async (tx) =>
        getVenue(tx, (await getIntegration(tx, companyId, integrationId)).venueId),
      );
      const filter = toHistoryFilter(query, timeZone);
      const scope = { companyId, venueId: null, integrationId };
      return toFile(deps, { scope, filter, timeZone }, language);
    },
  });
}

function toFile(deps: IntegrationDeps, wanted: Export, language: Language): CsvFile {
  const date = instantToWall(deps.clock.now(), wanted.timeZone).slice(0, 10);
  return {
    name: `timeline-${date}.csv`,
    header: timelineCsvHeader[language],
    rows: listRows(deps, wanted, language),
  };
}

/** Some rows at a time, each read in a transaction of its own: a slow reader holds nothing open. */
async function* listRows(
  deps: IntegrationDeps,
  { scope: of, filter, timeZone }: Export,
  language: Language,
): AsyncGenerator<readonly CsvRow[]> {
  let before: string | null = null;
  for (let count = 0; count < rowsMax; count += rowsPerRead) {
    const page: HistoryPage = { ...of, filter, before, countMax: rowsPerRead };
    const rows = await deps.database.withCompany(of.companyId, (tx) => listHistory(tx, deps, page));
    yield rows.map((row) => timelineCsvRow(row, { language, timeZone }));
    if (rows.length < rowsPerRead) return;
    before = rows.at(-1)?.event_id ?? null;
  }
  yield [timelineCsvCut(rowsMax, language)];
}
