import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  instantSchema,
  minorSchema,
  venueSchema,
} from '#modules/tenancy/index.ts';
import { completenesses } from './completeness.ts';

/** What the API tells of business days. */

const completenessSchema = z
  .enum(completenesses)
  .describe(
    'future: has not begun. open: not over yet. complete: read whole. partial: read in part. missing: never read, figures are null. no_sales: read, and nothing was sold. suspicious: the newest answer was not believed',
  );
const count = z.int();

const checkpointSchema = z.object({
  netMinor: minorSchema.nullable(),
  orders: count.nullable(),
  asFirstSeen: z
    .object({ netMinor: minorSchema, orders: count.nullable(), at: instantSchema })
    .nullable()
    .describe('As it stood when first read; null until every location was read that far'),
});

const unusualSchema = z
  .object({
    direction: z
      .enum(['low', 'high', 'none'])
      .describe('none: no sales at all on a weekday that usually sells'),
    usualNetMinor: minorSchema.describe('Median of the same weekday in the 8 weeks before'),
    sampleDays: count.describe('How many of these 8 days could be compared with'),
    isConfirmed: z.boolean().describe('Somebody approved the day'),
  })
  .nullable()
  .describe(
    'A finished day out of line with the same weekday before. Null when in line, and when that cannot be said: fewer than 4 days to compare with, or a day not over or not read whole',
  );

export const daySchema = z
  .object({
    businessDate: dateSchema,
    completeness: completenessSchema,
    isAsked: z
      .boolean()
      .describe('False for a day before the history of every integration, or without any'),
    areTimesTold: z
      .boolean()
      .describe('False when sales came without a time of day: morning is null, hours are left out'),
    areBillsTold: z
      .boolean()
      .describe('False when a day came in one sum: how many orders and guests is unknown, null'),
    orders: count.nullable(),
    openOrders: count.nullable(),
    guests: count.nullable(),
    grossMinor: minorSchema.nullable(),
    discountMinor: minorSchema.nullable(),
    compMinor: minorSchema.nullable(),
    netMinor: minorSchema.nullable().describe('gross − discounts − comps'),
    taxMinor: minorSchema.nullable(),
    tipMinor: minorSchema.nullable(),
    serviceChargeMinor: minorSchema.nullable(),
    unbalancedOrders: count.nullable().describe('Bills whose payments do not equal net and tax'),
    morning: checkpointSchema.describe(
      'Null figures until the morning was read to its end, and where times are not told',
    ),
    endOfDay: checkpointSchema.describe('Null figures while the day is open'),
    categories: z.array(
      z.object({
        name: z.string().describe('Empty for lines without a category'),
        quantity: z.string(),
        netMinor: minorSchema,
      }),
    ),
    restated: z.boolean().describe('Changed after it had been seen'),
    setAsideOrders: count.describe(
      'Bills of the day that could not be read and count nowhere, until they can, or somebody dismisses them',
    ),
    unusual: unusualSchema,
    adjustmentsMinor: minorSchema
      .nullable()
      .describe('Added by hand, and in none of these figures; null when nothing was'),
  })
  .meta({ id: 'SalesDay' });

const recomputationField = venueSchema.shape.recomputation.describe(
  'Not null: days are being computed anew, and figures may still be those of the day rule before',
);

export const daysSchema = z.object({
  currency: z.string(),
  timeZone: z.string(),
  cutoff: z.string(),
  morningEnd: z.string(),
  recomputation: recomputationField,
  days: z.array(daySchema),
});

const figuresSchema = z
  .looseObject({ netMinor: minorSchema.optional(), orders: count.optional() })
  .describe('The figures that changed');

const ruleSchema = z.object({ timeZone: z.string(), cutoff: z.string(), morningEnd: z.string() });

export const dayDetailSchema = daySchema
  .extend({
    recomputation: recomputationField,
    morning: checkpointSchema.extend({
      firstSeenRule: ruleSchema
        .nullable()
        .describe(
          'The rule by which the morning was cut when first seen; null while it is today’s',
        ),
    }),
    hours: z.array(z.object({ hour: z.string(), orders: count, netMinor: minorSchema })),
    tenders: z.array(
      z.object({ name: z.string(), amountMinor: minorSchema, tipMinor: minorSchema, count }),
    ),
    taxes: z.array(z.object({ name: z.string(), amountMinor: minorSchema })),
    restatements: z.array(
      z.object({
        at: instantSchema,
        locationLabel: z.string(),
        was: figuresSchema,
        now: figuresSchema,
        why: z.array(
          z.object({
            kind: z.string(),
            orderId: z.string().optional(),
            key: z.string().optional(),
            wasNetMinor: minorSchema.optional(),
            nowNetMinor: minorSchema.optional(),
            text: z.string(),
          }),
        ),
      }),
    ),
    locations: z.array(
      z.object({
        integrationId: idSchema,
        label: z.string(),
        completeness: completenessSchema,
        suspicion: z.string().nullable(),
        setAsideOrders: count,
        netMinor: minorSchema.nullable(),
        orders: count.nullable(),
      }),
    ),
    sameWeekdayLastWeek: z
      .object({ businessDate: dateSchema, netMinor: minorSchema, orders: count.nullable() })
      .nullable(),
  })
  .meta({ id: 'SalesDayDetail' });
