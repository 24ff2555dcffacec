import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { exponentOf } from '#kernel/money.ts';
import { checkDate } from '#modules/sales/index.ts';
import { getVenue, idSchema, route } from '#modules/tenancy/index.ts';
import { readTillReport } from './read-till-report.ts';
import type { ReportCell } from './report-cell.ts';
import { shownReportSchema } from './report-schemas.ts';
import { showReconciliation } from './show-reconciliation.ts';

/** Reads the cells of a small file; the connector of sales files knows how. */
export type ReadCells = (
  bytes: Uint8Array,
  request: { rowsMax: number; decimals: number; signal: AbortSignal },
) => Promise<Cells>;

type Cells =
  | { kind: 'grid'; rows: ReportCell[][] }
  | { kind: 'unreadable'; code: string; reason: Localized };

/** A closing report of one day is a page, not a history. */
const bytesMax = 1024 * 1024;
const fileType = 'application/octet-stream';
const rowsMax = 2000;
const leftMax = 100;
const deadlineMs = 20_000;

const replySchema = z.object({
  report: shownReportSchema.describe(
    'What was understood; null where the file tells nothing of it',
  ),
  left: z
    .array(z.object({ row: z.int(), text: z.string(), reason: z.string() }))
    .describe(`Rows that were not understood, at most ${leftMax}`),
});

/** Reading a till's closing report from a file, for somebody to look at and save. */
export function reportFileRoutes(
  app: FastifyInstance,
  deps: { readCells: ReadCells; clock: { now(): number } },
): void {
  acceptReports(app);
  route(app, {
    method: 'POST',
    url: '/api/v1/venues/:venueId/sales/days/:date/reconciliation/report/read',
    scope: 'sales:write',
    tag: 'Reconciliation',
    summary: 'Read a till’s closing report from a file; nothing is stored',
    description:
      'The body is the file (`application/octet-stream`, CSV, XLSX or XLS, at most 1 MB): rows of kind, name and amount, where the kind is `net`, `tax`, `category` or `tender` (French words too), or of label and amount. Send what it answers to `PUT …/report` once somebody has looked at it.',
    params: z.object({ venueId: idSchema, date: z.string().max(40).meta({ format: 'date' }) }),
    bodyTypes: [fileType],
    reply: replySchema,
    async handler({ params, raw }, { actor, language }) {
      const { companyId } = actor;
      const day = {
        companyId,
        venueId: params.venueId,
        businessDate: checkDate(params.date, 'date'),
      };
      const { currency, known } = await app.kit.database.withCompany(companyId, async (tx) => {
        const venue = await getVenue(tx, day.venueId);
        const { ours } = await showReconciliation(tx, day, deps.clock.now());
        const namesOf = (rows: readonly { name: string }[] = []) => rows.map(({ name }) => name);
        const known = {
          taxes: namesOf(ours?.taxes),
          categories: namesOf(ours?.categories),
          tenders: namesOf(ours?.tenders),
        };
        return { currency: venue.currency, known };
      });
      const bytes = bytesOf(raw);
      if (bytes.length === 0) throw reportEmpty();
      const decimals = exponentOf(currency);
      const signal = AbortSignal.timeout(deadlineMs);
      const cells = await deps.readCells(bytes, { rowsMax, decimals, signal });
      if (cells.kind === 'unreadable') throw reportUnreadable(cells);
      const { report, left } = readTillReport(cells.rows, { currency, known });
      return {
        report,
        left: left
          .slice(0, leftMax)
          .map(({ row, text, reason }) => ({ row, text, reason: reason[language] })),
      };
    },
  });
}

/**
 * Lets the routes of this scope take a file as their body. Its bytes are behind a function, and as
 * JSON it is its hash: what walks over bodies need not walk over bytes.
 */
function acceptReports(app: FastifyInstance): void {
  const options = { parseAs: 'buffer', bodyLimit: bytesMax } as const;
  app.addContentTypeParser<Buffer>(
    fileType,
    options,
    async (_request: FastifyRequest, bytes: Buffer) => ({
      bytes: () => bytes,
      toJSON: () => hash('sha256', bytes),
    }),
  );
}

function bytesOf({ body }: FastifyRequest): Buffer {
  const isFile = typeof body === 'object' && body !== null && 'bytes' in body;
  return isFile ? (body as { bytes(): Buffer }).bytes() : Buffer.alloc(0);
}

function reportEmpty(): Refusal {
  return new Refusal({
    code: 'file_empty',
    status: 422,
    detail: {
      en: 'The file is empty. Export the closing report from the till again.',
      fr: 'Le fichier est vide. Exportez de nouveau le rapport de fermeture de la caisse.',
    },
  });
}

function reportUnreadable({ code, reason }: Extract<Cells, { kind: 'unreadable' }>): Refusal {
  const detail = code.endsWith('.not_a_table') ? notATable : reason;
  return new Refusal({ code: 'report_unreadable', status: 422, detail });
}

const notATable: Localized = {
  en: 'This is no table. Save the closing report as CSV or XLSX, then import that.',
  fr: 'Ce n’est pas un tableau. Enregistrez le rapport de fermeture en CSV ou XLSX, puis importez ce fichier.',
};
