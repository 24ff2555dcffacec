import { z } from 'zod';
import type { Language } from '#kernel/localized.ts';
import { idSchema, instantSchema } from '#modules/tenancy/index.ts';
import { type InboundMail, type MailReason, mailStates } from './mail.ts';

const reasonSchema = z.object({ code: z.string(), message: z.string() });

export const mailSchema = z
  .object({
    id: idSchema,
    integrationId: idSchema,
    receivedAt: instantSchema,
    source: z.enum(['mail', 'inbound']),
    sender: z.string().nullable().describe('Of the envelope; empty for reports of non-delivery'),
    subject: z.string().nullable(),
    size: z.int().describe('In bytes'),
    deliveries: z.int().describe('How often the same message came'),
    state: z.enum(mailStates),
    reason: reasonSchema.nullable().describe('Why it was set aside'),
    parts: z.array(
      z.object({
        name: z.string(),
        size: z.int(),
        fileId: idSchema.nullable().describe('The sales file it became'),
        isDuplicate: z.boolean(),
        reason: reasonSchema.nullable().describe('Why it did not become one'),
      }),
    ),
    settledAt: instantSchema.nullable(),
  })
  .meta({ id: 'InboundMail' });

export type MailView = z.infer<typeof mailSchema>;

/** A message as the API shows it. */
export function presentMail(mail: InboundMail, language: Language): MailView {
  return {
    id: mail.mailId,
    integrationId: mail.integrationId,
    receivedAt: new Date(mail.receivedAtMs).toISOString(),
    source: mail.source,
    sender: mail.sender,
    subject: mail.subject,
    size: mail.size,
    deliveries: mail.deliveryCount,
    state: mail.state,
    reason: mail.reason && presentReason(mail.reason, language),
    parts: mail.parts.map((part) => ({
      name: part.name,
      size: part.size,
      fileId: 'fileId' in part ? part.fileId : null,
      isDuplicate: 'fileId' in part && part.isDuplicate,
      reason: 'reason' in part ? presentReason(part.reason, language) : null,
    })),
    settledAt: mail.settledAtMs === null ? null : new Date(mail.settledAtMs).toISOString(),
  };
}

function presentReason({ code, message }: MailReason, language: Language) {
  return { code, message: message[language] };
}
