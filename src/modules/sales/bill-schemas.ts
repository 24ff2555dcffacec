import { z } from 'zod';
import { idSchema, instantSchema, minorSchema } from '#modules/tenancy/index.ts';

/** What the API tells of bills. */

const momentSchema = z.object({
  state: z.string(),
  netMinor: minorSchema,
  occurredAt: instantSchema,
});

export const billSchema = z
  .object({
    id: idSchema,
    key: z.string().describe('The till’s own id'),
    number: z
      .string()
      .describe('What people at the till know it by; numbers may begin again each day'),
    state: z.enum(['closed', 'open', 'void']).describe('Only closed bills count'),
    gone: z.boolean().describe('The till no longer tells of it; it no longer counts'),
    openedAt: instantSchema,
    openedAtLocal: z.string().describe('Wall time of the venue'),
    closedAt: instantSchema.nullable(),
    guests: z.int(),
    employee: z.string().nullable(),
    revenueCentre: z.string().nullable(),
    orderType: z.string().nullable(),
    customer: z.string().nullable().describe('Whom the till names; null where it names nobody'),
    grossMinor: minorSchema,
    discountMinor: minorSchema,
    compMinor: minorSchema,
    netMinor: minorSchema.describe(
      'As the bill stands; of the day’s net it is a part only when closed and not gone',
    ),
    taxMinor: minorSchema,
    tipMinor: minorSchema,
    serviceChargeMinor: minorSchema,
    taxes: z.array(z.object({ name: z.string(), amountMinor: minorSchema })),
    balanced: z.boolean(),
    dayOnly: z
      .enum(['bill', 'sum'])
      .nullable()
      .describe(
        'Told without a time of day: a bill of its own, or all that was sold that day in one',
      ),
    integrationId: idSchema,
    locationLabel: z.string(),
    lines: z.array(
      z.object({
        kind: z.enum(['sale', 'refund', 'void', 'comp']),
        itemCode: z.string(),
        itemName: z.string(),
        category: z.string(),
        posItemCode: z.string(),
        quantity: z.string(),
        unitPriceMinor: minorSchema,
        grossMinor: minorSchema,
        discountMinor: minorSchema,
        compMinor: minorSchema,
        netMinor: minorSchema,
        taxMinor: minorSchema,
        modifiers: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            quantity: z.string(),
            unitPriceMinor: minorSchema,
          }),
        ),
      }),
    ),
    payments: z.array(
      z.object({ tender: z.string(), amountMinor: minorSchema, tipMinor: minorSchema }),
    ),
    run: z
      .object({ id: idSchema, finishedAt: instantSchema.nullable() })
      .describe('The run that wrote it last'),
    importedAt: instantSchema.describe(
      'When the bill was last stored: new, or changed at the till.',
    ),
    firstImportedAt: instantSchema,
    changes: z.array(
      z.object({ at: instantSchema, kind: z.string(), was: momentSchema, now: momentSchema }),
    ),
    raw: z.unknown().optional().describe('The till’s own words, with include=raw'),
  })
  .meta({ id: 'Bill' });

export const quarantinedSchema = z
  .object({
    id: idSchema,
    key: z.string().nullable(),
    reason: z.string(),
    payload: z.unknown(),
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema,
    locationId: idSchema,
    locationLabel: z.string(),
    runId: idSchema.describe('The run that read it first'),
    dismissed: z
      .object({
        at: instantSchema,
        by: z.string().nullable().describe('Null: the system'),
      })
      .nullable()
      .describe('Somebody looked at it and does not expect it to be read'),
  })
  .meta({ id: 'QuarantinedBill' });
