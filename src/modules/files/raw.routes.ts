import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { problemSchema, recognise } from '#modules/tenancy/index.ts';
import { findBytes } from './file-bytes.store.ts';

import { getFile } from './get-file.ts';
import { fileNotFound } from './refusals.ts';
import { fileParams } from './schemas.ts';

const scope = 'sales:read';
const bytesType = 'application/octet-stream';

/** The file as it came, to be saved and never shown: nobody knows what is in it. */
export function rawRoute(app: FastifyInstance): void {
  app.route<{ Params: z.output<typeof fileParams> }>({
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/files/:fileId/raw',
    config: { scope },
    schema,
    onRequest: async (request, reply) => {
      await recognise(app.kit, { request, reply, scope });
    },
    handler: async ({ actor, params }, reply) => {
      if (actor === null) throw new Error('a handler ran without a recognised caller');
      const place = { companyId: actor.companyId, ...params };
      const kept = await app.kit.database.withCompanySnapshot(actor.companyId, async (tx) => {
        await getFile(tx, place);
        return findBytes(tx, place);
      });
      if (kept?.bytes == null) throw fileNotFound();
      reply.header('content-disposition', attachment(kept.name));
      reply.header('x-content-type-options', 'nosniff');
      return reply.type(bytesType).send(kept.bytes);
    },
  });
}

/** A name in plain letters for old programs, and the real one beside it (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

const problem = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: problemSchema } },
};
const schema = {
  tags: ['Sales files'],
  summary: 'The file as it came',
  operationId: 'getRawSalesFile',
  security: [{ apiKey: [] }, { session: [] }],
  'x-required-scope': scope,
  params: fileParams,
  response: {
    200: { description: 'Done', content: { [bytesType]: { schema: z.any() } } },
    ...Object.fromEntries([401, 403, 404, 429, 500].map((status) => [status, problem])),
  },
};
