import { z } from 'zod';
import { completenesses } from '#modules/sales/index.ts';
import { dateSchema, idSchema, instantSchema, minorSchema } from '#modules/tenancy/index.ts';

/** What an endpoint can ask to be told of. */
export const eventTypes = [
  'integration.status_changed',
  'day.completed',
  'day.restated',
  'run.finished',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Sent by the test button alone, whatever the endpoint asked for. */
export const testType = 'webhook.test';

const status = z.enum(['Initializing', 'Healthy', 'Failed', 'CalledOff']);
const problem = z
  .object({ kind: z.string(), code: z.string().describe('Stable; branch on this') })
  .nullable();
const countSchema = z.int().min(0);
const moneyFields = {
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  compMinor: minorSchema,
  netMinor: minorSchema,
  taxMinor: minorSchema,
  tipMinor: minorSchema,
  serviceChargeMinor: minorSchema,
};
const restatedFigures = z
  .object({
    orders: z.int(),
    guests: z.int(),
    ...moneyFields,
    morningOrders: z.int(),
    morningNetMinor: minorSchema,
  })
  .partial();

const dataSchemas = {
  'integration.status_changed': z.object({
    integrationId: idSchema,
    venueId: idSchema,
    provider: z.string(),
    was: status,
    now: status,
    problem,
  }),
  'day.completed': z.object({
    venueId: idSchema,
    businessDate: dateSchema,
    completeness: z.enum(completenesses).describe('`complete` or `no_sales`'),
    currency: z.string(),
    orders: countSchema.nullable().describe('Null where a file tells sums, not bills'),
    guests: countSchema.nullable(),
    ...moneyFields,
  }),
  'day.restated': z.object({
    venueId: idSchema,
    integrationId: idSchema,
    locationId: idSchema,
    runId: idSchema.nullable(),
    businessDate: dateSchema,
    currency: z.string(),
    was: restatedFigures.describe('The figures of the location that changed, as they were'),
    now: restatedFigures.describe('The same figures as they are'),
    why: z.array(z.string()).describe('Kinds of reasons, each once'),
  }),
  'run.finished': z.object({
    integrationId: idSchema,
    venueId: idSchema,
    locationId: idSchema,
    runId: idSchema,
    kind: z.string(),
    trigger: z.string(),
    state: z.string().describe('succeeded, failed or deferred'),
    from: instantSchema,
    to: instantSchema,
    startedAt: instantSchema,
    finishedAt: instantSchema,
    ordersNew: countSchema,
    ordersChanged: countSchema,
    ordersGone: countSchema,
    ordersUnchanged: countSchema,
    ordersQuarantined: countSchema,
    problem,
  }),
  [testType]: z.object({ endpointId: idSchema }),
} as const;
export type MessageType = keyof typeof dataSchemas;
export type DataOf<Type extends MessageType> = z.infer<(typeof dataSchemas)[Type]>;

/** A fact about to be told. */
export type Fact = {
  [Type in MessageType]: { type: Type; data: DataOf<Type> };
}[MessageType];

function messageOf<Type extends MessageType>(type: Type, name: string) {
  return z
    .object({
      type: z.literal(type),
      timestamp: instantSchema.describe('When it happened'),
      data: dataSchemas[type],
    })
    .meta({ id: name });
}

/** The body of every message, as it is signed and sent. */
export const messageSchema = z
  .discriminatedUnion('type', [
    messageOf('integration.status_changed', 'WebhookIntegrationStatusChanged'),
    messageOf('day.completed', 'WebhookDayCompleted'),
    messageOf('day.restated', 'WebhookDayRestated'),
    messageOf('run.finished', 'WebhookRunFinished'),
    messageOf(testType, 'WebhookTest'),
  ])
  .describe('What was sent: the signed body');
export type Message = z.infer<typeof messageSchema>;
