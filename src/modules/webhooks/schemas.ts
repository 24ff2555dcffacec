import { z } from 'zod';
import { idSchema, instantSchema } from '#modules/tenancy/index.ts';
import { eventTypes, messageSchema } from './event-types.ts';

export const endpointParams = z.object({ endpointId: idSchema });
export const deliveryParams = z.object({ endpointId: idSchema, deliveryId: idSchema });

const urlSchema = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .meta({ example: 'https://example.com/tillbridge' });
const descriptionSchema = z.string().trim().max(200);
const typesSchema = z.array(z.enum(eventTypes)).min(1).max(eventTypes.length);

export const newEndpointSchema = z.strictObject({
  url: urlSchema,
  description: descriptionSchema.default(''),
  eventTypes: typesSchema.describe('What to be told of'),
});
export type NewEndpoint = z.output<typeof newEndpointSchema>;

export const endpointChangeSchema = z.strictObject({
  url: urlSchema.optional(),
  description: descriptionSchema.optional(),
  eventTypes: typesSchema.optional(),
  enabled: z
    .boolean()
    .optional()
    .describe('False: nothing is sent or kept for it, and what waits is given up'),
});
export type EndpointChange = z.output<typeof endpointChangeSchema>;

const endpointFields = {
  id: idSchema,
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.enum(eventTypes)),
  enabled: z.boolean(),
  disabledAt: instantSchema.nullable(),
  disabledReason: z
    .enum(['user', 'gone', 'failing'])
    .nullable()
    .describe('gone: it answered 410; failing: it took nothing for three days'),
  failingSince: instantSchema.nullable().describe('The first failure since the last success'),
  lastSuccessAt: instantSchema.nullable(),
  createdAt: instantSchema,
};
export const endpointSchema = z.object(endpointFields).meta({ id: 'WebhookEndpoint' });
export const createdEndpointSchema = z.object({
  ...endpointFields,
  secret: z.string().describe('`whsec_…`, to check signatures with; shown here and never again'),
});
export const newSecretSchema = z.object({
  secret: z.string().describe('The new one; shown here and never again'),
  oldSecretEndsAt: instantSchema.describe('Until then the old one signs as well'),
});

const deliveryFields = {
  id: idSchema,
  messageId: idSchema.describe('The header `webhook-id`: the same in every attempt'),
  type: z.string(),
  occurredAt: instantSchema,
  state: z.enum(['pending', 'delivered', 'failed']),
  attemptCount: z.int().describe('Since it was last asked for'),
  nextAttemptAt: instantSchema.nullable().describe('Null when there will be none'),
  finishedAt: instantSchema.nullable(),
  lastStatus: z.int().nullable().describe('HTTP status of the last answer'),
  lastFailure: z
    .string()
    .nullable()
    .describe('Why the last attempt does not count: status, redirect, timeout, network, …'),
};
export const deliverySchema = z.object(deliveryFields).meta({ id: 'WebhookDelivery' });
export const deliveryDetailSchema = z.object({
  ...deliveryFields,
  message: messageSchema,
  attempts: z.array(
    z.object({
      at: instantSchema,
      durationMs: z.int(),
      status: z.int().nullable(),
      failure: z.string().nullable(),
      answerStart: z.string().nullable().describe('At most 1,000 characters of the answer'),
    }),
  ),
});
