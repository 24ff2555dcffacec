import { z } from 'zod';
import { minorSchema } from '#modules/tenancy/index.ts';
import { toNameKey } from './name-key.ts';

/** A day's report as people send it, and as it is shown. */

/** In minor units, either way: far beyond any day, and its sums stay exact. */
export const amountMinorMax = 1e12;
export const categoriesMax = 500;
export const tendersMax = 100;
export const taxesMax = 100;
export const nameCharsMax = 500;

export const amountSchema = minorSchema.min(-amountMinorMax).max(amountMinorMax);
const nameSchema = z.string().trim().max(nameCharsMax);

const twice = {
  en: 'This name stands twice; tell it once, with one amount.',
  fr: 'Ce nom figure deux fois ; indiquez-le une fois, avec un seul montant.',
};

function rowsOf<Row extends z.ZodType<{ name: string }>>(row: Row, countMax: number) {
  return z
    .array(row)
    .max(countMax)
    .superRefine((rows, context) => {
      const seen = new Set<string>();
      for (const [index, { name }] of rows.entries()) {
        const key = toNameKey(name);
        if (seen.has(key)) {
          context.addIssue({ code: 'custom', path: [index, 'name'], params: { text: twice } });
        }
        seen.add(key);
      }
    })
    .nullable()
    .default(null);
}

const namedAmount = z.object({ name: nameSchema, amountMinor: amountSchema });

/** The till's report as people send it. */
export const zReportSchema = z.object({
  netMinor: amountSchema.nullable().default(null),
  taxMinor: amountSchema.nullable().default(null).describe('All taxes together'),
  taxes: rowsOf(namedAmount.extend({ name: nameSchema.min(1) }), taxesMax).describe('Tax by tax'),
  categories: rowsOf(z.object({ name: nameSchema, netMinor: amountSchema }), categoriesMax),
  tenders: rowsOf(namedAmount, tendersMax),
});

const shownAmounts = z.array(z.object({ name: z.string(), amountMinor: minorSchema }));
const shownCategories = z.array(z.object({ name: z.string(), netMinor: minorSchema }));

/** The till's report as it was kept, or as a file tells it. */
export const shownReportSchema = z.object({
  netMinor: minorSchema.nullable(),
  taxMinor: minorSchema.nullable().describe('All taxes together'),
  taxes: shownAmounts.nullable().describe('Tax by tax'),
  categories: shownCategories.nullable(),
  tenders: shownAmounts.nullable(),
});

export const figuresSchema = z.object({
  netMinor: minorSchema,
  taxMinor: minorSchema,
  taxes: shownAmounts,
  categories: shownCategories,
  tenders: shownAmounts,
});
