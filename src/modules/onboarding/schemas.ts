import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '#modules/tenancy/index.ts';
import { stepNames, stepStates } from './steps.ts';

/** What the endpoints of onboarding take and answer. */

export const venueParams = z.object({ venueId: idSchema });
export const stepParams = venueParams.extend({
  step: z.enum(stepNames).meta({ example: 'request_access' }),
});
export const providerQuery = z.object({
  provider: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .optional()
    .describe('Without it: the till that is connected, else the first that has to be asked for'),
});
export const stepBody = z.strictObject({
  done: z.boolean(),
  identities: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .optional()
    .describe('Of `request_access`: which tills the vendor was asked for, such as serials'),
});
export const dismissedBody = z.strictObject({
  dismissed: z.boolean().describe('Whether the list is put away'),
});

const markSchema = z
  .object({
    done: z.boolean().describe('False once it was undone'),
    at: instantSchema,
    by: z.string().describe('The name of the person or API key'),
  })
  .describe('What somebody last said of it');

const mailSchema = {
  subject: z.string(),
  body: z.string(),
};

const stepSchema = z.object({
  step: z.enum(stepNames),
  tickedBy: z.enum(['person', 'itself']),
  state: z.enum(stepStates).describe('`not_available`: this version cannot do it yet'),
  mark: markSchema.nullable(),
  help: z.string().nullable().describe('The vendor’s side of it'),
});

export const onboardingSchema = z
  .object({
    venueId: idSchema,
    provider: z.string(),
    providerName: z.string(),
    integrationId: idSchema.nullable().describe('The link the list follows'),
    finished: z.boolean().describe('The first import is done'),
    dismissed: z.boolean(),
    steps: z.array(stepSchema),
    request: z
      .object({
        to: z.string(),
        ...mailSchema,
        identityLabel: z.string(),
        identityHelp: z.string(),
        identities: z.array(z.string()),
      })
      .nullable()
      .describe(
        'The mail to the vendor. `{venue}` and `{identities}` stand for the venue’s name and the tills it is about',
      ),
    wait: z
      .object({
        hoursMin: z.int(),
        hoursMax: z.int(),
        since: instantSchema.nullable().describe('Since when it is the vendor’s turn'),
        askAgainAt: instantSchema.nullable(),
        reminder: z.object(mailSchema),
      })
      .nullable(),
    trouble: z
      .object({ kind: z.string(), code: z.string(), message: z.string() })
      .nullable()
      .describe('What is wrong with the link'),
    import: z
      .object({
        state: z.enum(['pending', 'running', 'done', 'cancelled', 'failed']),
        percent: z.number(),
        ordersImported: z.int(),
        etaSeconds: z.int().nullable(),
        reachedDate: dateSchema.nullable(),
        from: dateSchema,
      })
      .nullable(),
    mapping: z.object({
      targetPercent: z.int().describe('Of the revenue, to be mapped'),
      mappedPercent: z.null().describe('POS items cannot be mapped yet'),
      posItems: z.int().describe('Sold at this venue so far'),
    }),
  })
  .meta({ id: 'Onboarding' });

export type OnboardingView = z.input<typeof onboardingSchema>;
