import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '#modules/tenancy/index.ts';
import { everyMinutesChoices } from './schedule.ts';

/** What the endpoints of integrations take and answer. */

export const venueParams = z.object({ venueId: idSchema });
export const integrationParams = z.object({ integrationId: idSchema });

const providerField = z.string().trim().min(1).max(50).meta({ example: 'cluster' });
const credentialsField = z
  .record(z.string(), z.unknown())
  .describe('As the provider’s `credentialFields` say; written only, never answered')
  .meta({ example: { locations: [{ apiKey: 'a1b2c3d4e5f6a7b8c9d0', serial: '10482217' }] } });
const settingsField = z
  .record(z.string(), z.unknown())
  .describe('As the provider’s `settings` say')
  .meta({ example: { includeModifiers: false, historyMonths: 12 } });
/** As it is typed, with the space around it; nothing but space is no name. */
const nicknameField = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => text.trim() !== '', {
    params: {
      text: {
        en: 'A nickname of nothing but space cannot be seen. Type letters or digits.',
        fr: 'Un surnom fait seulement d’espaces est invisible. Tapez des lettres ou des chiffres.',
      },
    },
  });
const everyMinutesField = z
  .union(everyMinutesChoices.map((minutes) => z.literal(minutes)))
  .describe('Minutes between sales checks');

export const verifyBody = z.strictObject({
  provider: providerField,
  credentials: credentialsField,
  settings: settingsField.optional(),
});

export const newIntegrationBody = z.strictObject({
  provider: providerField,
  credentials: credentialsField,
  settings: settingsField.optional(),
  nickname: nicknameField.nullish().describe('Needed for a second one of the same type'),
  restore: idSchema.optional().describe('Bring this inactive integration back'),
  createNew: z.boolean().optional().describe('It is another till than the ones there are'),
  everyMinutes: everyMinutesField.optional(),
});

export const changeBody = z.strictObject({
  nickname: nicknameField.nullish(),
  everyMinutes: everyMinutesField.optional(),
  settings: settingsField.optional().describe('Only what changes'),
  credentials: credentialsField
    .optional()
    .describe('Locations that change or are added; others stay as they are'),
});

export const restoreBody = z
  .strictObject({ nickname: nicknameField.nullish().describe('Null or absent: as it was') })
  .nullish();

export const problemFields = {
  kind: z.string().describe('What to do next depends on this'),
  code: z.string(),
  message: z.string().describe('What happened, what to do, whom to call'),
};
const problemField = z.object(problemFields).nullable();

export const verificationReply = z.object({
  ok: z.boolean(),
  locations: z.array(
    z.object({
      label: z.string(),
      ok: z.boolean(),
      newestSaleAt: instantSchema.nullish(),
      note: z.string().optional(),
      problem: z.object(problemFields).optional(),
      linkedTo: z
        .object({
          integrationId: idSchema,
          venueId: idSchema,
          nickname: z.string().nullable(),
          active: z.boolean().describe('False: that one is inactive and can be restored'),
          message: z.string(),
        })
        .optional()
        .describe('The integration that has this till: it is not added a second time'),
      countedElsewhere: z
        .string()
        .optional()
        .describe('That its sales count at another venue already, and since when they may here'),
    }),
  ),
});

const backfillSchema = z.object({
  state: z.enum(['pending', 'running', 'done', 'cancelled', 'failed']),
  percent: z.number(),
  ordersImported: z.int(),
  etaSeconds: z.int().nullable(),
  reachedDate: dateSchema.nullable().describe('From this business day on all is imported'),
  from: dateSchema,
});

export const integrationSchema = z
  .object({
    id: idSchema,
    venueId: idSchema,
    provider: z.string(),
    providerName: z.string(),
    nickname: z.string().nullable(),
    active: z.boolean().describe('The user’s intent; the status is what was found'),
    deactivatedAt: instantSchema.nullable(),
    status: z.enum(['Initializing', 'Healthy', 'Failed', 'CalledOff']),
    statusReason: z
      .object({
        ...problemFields,
        since: instantSchema.nullable(),
        failureCount: z.int(),
        attemptsLeft: z.int().nullable(),
        calledOffNotBefore: instantSchema
          .nullable()
          .describe('Until then no number of failed checks calls it off'),
        nextAttemptAt: instantSchema.nullable(),
        waitsForRateLimit: z.boolean().describe('The till asked to wait until the next attempt'),
      })
      .nullable(),
    statusChangedAt: instantSchema,
    lastSalesCheckAt: instantSchema.nullable().describe('Start of the last attempt'),
    lastSaleImportedAt: instantSchema.nullable().describe('When new sales were last stored'),
    nextCheckAt: instantSchema.nullable(),
    backfill: backfillSchema,
    locations: z.array(
      z.object({
        id: idSchema,
        label: z.string(),
        identity: z.string(),
        revenueCentre: z.string().nullable().describe('For bills that name none themselves'),
        checkpointAt: instantSchema.nullable(),
        lastProblem: problemField,
      }),
    ),
    settings: z.record(z.string(), z.unknown()),
    schedule: z.object({ everyMinutes: z.int() }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Integration' });

export const runSchema = z
  .object({
    id: idSchema,
    locationId: idSchema,
    kind: z.enum(['live', 'nightly', 'backfill', 'resync', 'rederive', 'file']),
    trigger: z.enum(['schedule', 'user']),
    state: z.enum(['running', 'succeeded', 'failed', 'deferred', 'cancelled', 'interrupted']),
    windowFrom: instantSchema,
    windowTo: instantSchema,
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    ordersNew: z.int(),
    ordersChanged: z.int(),
    ordersGone: z.int(),
    ordersUnchanged: z.int(),
    ordersQuarantined: z.int(),
    posItemsNew: z
      .int()
      .nullable()
      .describe('Of a derivation of stored bills: how many POS items came with it'),
    warnings: z.array(z.string()),
    problem: problemField,
  })
  .meta({ id: 'Run' });

export const providerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['api', 'file', 'push', 'register']),
    summary: z.string(),
    setupInstructions: z.array(z.string()),
    vendorContact: z.string(),
    credentialFields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        help: z.string(),
        isSecret: z.boolean(),
        example: z.string(),
      }),
    ),
    hasManyLocations: z.boolean(),
    settings: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        help: z.string(),
        kind: z.enum(['boolean', 'months', 'date']),
      }),
    ),
    schedule: z.object({
      everyMinutes: z.int(),
      minMinutes: z.int(),
      maxMinutes: z.int(),
    }),
    history: z.object({ monthsDefault: z.int(), monthsChoices: z.array(z.int()) }),
  })
  .meta({ id: 'Provider' });
