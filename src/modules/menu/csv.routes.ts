import type { FastifyInstance } from 'fastify';
import type { CsvRow } from '#kernel/csv.ts';
import { type IntegrationDeps, listIntegrationNames } from '#modules/integrations/index.ts';
import { csvRoute, getVenue } from '#modules/tenancy/index.ts';
import { choosePosItems } from './list-pos-items.ts';
import type { PosItemSales } from './pos-item-list.store.ts';
import { type PosItemsCsvWriter, posItemsCsvHeader, posItemsCsvRow } from './pos-items-csv.ts';
import { posItemFields, venueParams } from './routes.ts';

/** What the tills sell as a file for a spreadsheet. */
export function menuCsvRoutes(
  deps: Pick<IntegrationDeps, 'vendors'>,
): (app: FastifyInstance) => void {
  return (app) => {
    csvRoute(app, {
      url: '/api/v1/venues/:venueId/pos-items.csv',
      scope: 'sales:read',
      tag: 'Menu',
      summary: 'POS items with what they sold as CSV',
      description:
        'All that the list holds, in its order: between two business days, both included; without dates, in the 366 days up to the newest sale.',
      params: venueParams,
      query: posItemFields,
      async handler({ params, query }, { actor: { companyId }, language }) {
        const { from, to, sort, search } = query;
        const nowMs = app.kit.clock.now();
        const { items, writer, span } = await app.kit.database.withCompanySnapshot(
          companyId,
          async (tx) => {
            const venue = await getVenue(tx, params.venueId);
            const { venueId, currency, timeZone } = venue;
            const integrations = await listIntegrationNames(tx, deps, { companyId, venueId });
            const chosen = await choosePosItems(tx, { venue, from, to, sort, search, nowMs });
            return { ...chosen, writer: { language, currency, timeZone, integrations } };
          },
        );
        return {
          name: `pos-items-${span.from}-${span.to}.csv`,
          header: posItemsCsvHeader[language],
          rows: listRows(items, writer),
        };
      },
    });
  };
}

async function* listRows(
  items: readonly PosItemSales[],
  writer: PosItemsCsvWriter,
): AsyncGenerator<readonly CsvRow[]> {
  for (const item of items) yield [posItemsCsvRow(item, writer)];
}
