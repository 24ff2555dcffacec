import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type IntegrationDeps, listIntegrationNames } from '#modules/integrations/index.ts';
import { csvRoute, dateSchema, getVenue, idSchema } from '#modules/tenancy/index.ts';
import { checkDateRange, daysMax } from './date-range.ts';
import { exportLines } from './export-lines.ts';
import { toBillFilter } from './list-bills.ts';
import { billWishFields } from './routes.ts';
import { salesCsvHeader } from './sales-csv.ts';

/** Sales as files for a spreadsheet. */
export function salesCsvRoutes(
  deps: Pick<IntegrationDeps, 'vendors'>,
): (app: FastifyInstance) => void {
  return (app) => {
    csvRoute(app, {
      url: '/api/v1/venues/:venueId/sales/lines.csv',
      scope: 'sales:read',
      tag: 'Sales',
      summary: 'The lines of bills as CSV',
      description: `Newest bill first, of at most ${daysMax} business days, both dates included. Bills of every state: what counts nothing is marked and has no amounts, so that the sum of a column is that of the days. With \`category\` or \`item\`, the lines of these alone. Days are cut by the venue’s present rule: while its \`recomputation\` is not null, the sums of days may still be those of the rule before.`,
      params: z.object({ venueId: idSchema }),
      query: z.object({ from: dateSchema, to: dateSchema, ...billWishFields }),
      async handler({ params, query }, { actor: { companyId }, language }) {
        const { from, to, ...wish } = query;
        const { database } = app.kit;
        const writer = await database.withCompany(companyId, async (tx) => {
          const venue = await getVenue(tx, params.venueId);
          const { venueId } = venue;
          const integrations = await listIntegrationNames(tx, deps, { companyId, venueId });
          return { venue, language, integrations };
        });
        checkDateRange({ from, to });
        const filter = toBillFilter(wish);
        const name = from === to ? `sales-${from}.csv` : `sales-${from}-${to}.csv`;
        const rows = exportLines(database, { companyId, from, to, filter, writer });
        return { name, header: salesCsvHeader[language], rows };
      },
    });
  };
}
