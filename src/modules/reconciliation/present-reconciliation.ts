import { z } from 'zod';
import { completenesses } from '#modules/sales/index.ts';
import { dateSchema, idSchema, instantSchema, minorSchema } from '#modules/tenancy/index.ts';
import type { DayKey } from './reconciliation.store.ts';
import type { HeldBack } from './reconciliation.ts';
import { figuresSchema, shownReportSchema } from './report-schemas.ts';
import type { ReconciledDay } from './show-reconciliation.ts';

const count = z.int();

export const reconciliationSchema = z
  .object({
    businessDate: dateSchema,
    completeness: z.enum(completenesses),
    ours: figuresSchema.nullable().describe('Null while nothing is known of the day'),
    report: shownReportSchema.nullable().describe('The till’s own report, if somebody entered it'),
    comparisons: z.array(
      z.object({
        dimension: z.enum(['net', 'tax', 'category', 'tender']),
        name: z.string().describe('Empty for net, and for all taxes together'),
        oursMinor: minorSchema.nullable().describe('Without adjustments; null for an unknown name'),
        adjustmentsMinor: minorSchema.describe('Added by hand to this figure'),
        tillMinor: minorSchema.nullable().describe('Null where the report does not tell it'),
        differenceMinor: minorSchema
          .nullable()
          .describe(
            'The till’s less ours with adjustments; null where the report does not tell the figure',
          ),
      }),
    ),
    approval: z.object({ at: instantSchema, by: z.string(), note: z.string() }).nullable(),
    heldBack: z
      .object({
        at: instantSchema,
        late: count,
        edited: count,
        voided: count.describe('Not told apart from edited where sales come as files or calls'),
        gone: count,
        returned: count,
      })
      .nullable()
      .describe('Bills the till tells otherwise since the approval; stored once it is reopened'),
    adjustments: z.array(
      z.object({
        id: idSchema,
        category: z.string(),
        tender: z.string(),
        netMinor: minorSchema,
        reason: z.string(),
        at: instantSchema,
        by: z.string(),
      }),
    ),
    adjustedNetMinor: minorSchema.nullable().describe('Our net with the adjustments'),
  })
  .meta({ id: 'Reconciliation' });

export function presentReconciliation(
  { businessDate }: DayKey,
  day: ReconciledDay,
): z.output<typeof reconciliationSchema> {
  const { approval, heldBack, completeness, comparisons, adjustedNetMinor } = day;
  return {
    businessDate,
    completeness,
    ours: day.ours && {
      ...day.ours,
      categories: day.ours.categories.map(({ name, netMinor }) => ({ name, netMinor })),
      taxes: day.ours.taxes.map(({ name, amountMinor }) => ({ name, amountMinor })),
      tenders: day.ours.tenders.map(({ name, amountMinor }) => ({ name, amountMinor })),
    },
    report: day.z,
    comparisons,
    approval: approval && { at: approval.at, by: nameOf(approval.actor), note: approval.note },
    heldBack: heldBack && addUp(Object.values(heldBack)),
    adjustments: day.adjustments.map((adjustment) => ({
      id: adjustment.adjustmentId,
      category: adjustment.category,
      tender: adjustment.tender,
      netMinor: adjustment.netMinor,
      reason: adjustment.reason,
      at: adjustment.madeAt.toISOString(),
      by: nameOf(adjustment.madeBy),
    })),
    adjustedNetMinor,
  };
}

/** Over all locations, with the newest finding. */
function addUp(found: readonly HeldBack[]): Required<HeldBack> {
  const sum = { at: '', late: 0, edited: 0, voided: 0, gone: 0, returned: 0 };
  for (const each of found) {
    if (each.at > sum.at) sum.at = each.at;
    for (const kind of ['late', 'edited', 'gone', 'returned'] as const) sum[kind] += each[kind];
    sum.voided += each.voided ?? 0;
  }
  return sum;
}

function nameOf(actor: { kind: string; name?: string }): string {
  return actor.name ?? 'Tillbridge';
}
