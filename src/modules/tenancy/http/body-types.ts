import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';

/** How a body that is a file stands in the API's document, by content type; nothing of it is checked. */
export function bodyTypesSchema(types: readonly string[]) {
  const schema = z.any().meta({ type: 'string', format: 'binary' });
  return { content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/**
 * Lets a request pass whose body is of one of these content types, or that neither has nor announces
 * one. Before the body is read.
 * @throws Refusal 415 `unsupported_media_type`, naming the types the address takes.
 */
export function requireBodyType({ headers }: FastifyRequest, types: readonly string[]): void {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const told = headers['content-type'];
  const type = told?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if ((told === undefined && !hasBody) || types.includes(type)) return;
  const headersTaken = types.map((one) => `Content-Type: ${one}`);
  throw new Refusal({
    code: 'unsupported_media_type',
    status: 415,
    detail: {
      en: `This address takes a file as its body. Send it with ${headersTaken.map((one) => `"${one}"`).join(' or ')}.`,
      fr: `Cette adresse reçoit un fichier comme corps. Envoyez-le avec ${headersTaken.map((one) => `« ${one} »`).join(' ou ')}.`,
    },
    extra: { types },
  });
}
