import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';
import { knownScopes, scopes } from './access.ts';
import { type ApiKeyRow, listApiKeys, revokeApiKey } from './api-key.store.ts';
import { createApiKey } from './create-company.ts';
import { transactionRoute } from './http/route.ts';
import { idSchema, instantSchema, pageOf } from './http/schemas.ts';

const scopesSchema = z.array(z.enum(scopes)).min(1).max(scopes.length);
const apiKeyFields = {
  id: idSchema,
  name: z.string(),
  scopes: scopesSchema,
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable().describe('To the minute'),
};
const apiKeySchema = z.object(apiKeyFields).meta({ id: 'ApiKey' });
const newApiKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: scopesSchema,
});
const createdApiKeySchema = z.object({
  ...apiKeyFields,
  key: z.string().describe('Shown here and never again'),
});
const tag = 'API keys';

function presentApiKey(row: ApiKeyRow) {
  return {
    id: row.apiKeyId,
    name: row.name,
    scopes: knownScopes(row.scopes),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

export function apiKeyRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/api-keys',
    scope: 'company:admin',
    tag,
    summary: 'List the API keys that still work, newest first',
    reply: pageOf(apiKeySchema),
    async handler(_request, { tx }) {
      return { items: (await listApiKeys(tx)).map(presentApiKey), nextCursor: null };
    },
  });

  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/api-keys',
    scope: 'company:admin',
    tag,
    summary: 'Make an API key',
    body: newApiKeySchema,
    status: 201,
    reply: createdApiKeySchema,
    isReplySecret: true,
    async handler({ body }, { tx }) {
      const nowMs = app.kit.clock.now();
      const granted = knownScopes(body.scopes);
      const { apiKeyId, text } = await createApiKey(tx, { ...body, scopes: granted, nowMs });
      return {
        id: apiKeyId,
        name: body.name,
        scopes: granted,
        createdAt: new Date(nowMs).toISOString(),
        lastUsedAt: null,
        key: text,
      };
    },
  });

  transactionRoute(app, {
    method: 'DELETE',
    url: '/api/v1/api-keys/:apiKeyId',
    scope: 'company:admin',
    tag,
    summary: 'Revoke an API key at once',
    params: z.object({ apiKeyId: idSchema }),
    status: 204,
    async handler({ params }, { tx }) {
      const revokedAtMs = app.kit.clock.now();
      if (!(await revokeApiKey(tx, { ...params, revokedAtMs }))) throw apiKeyNotFound();
    },
  });
}

function apiKeyNotFound(): Refusal {
  return new Refusal({
    code: 'api_key_not_found',
    status: 404,
    detail: {
      en: 'There is no such API key in this company, or it is revoked already.',
      fr: 'Cette entreprise n’a pas de clé API correspondante, ou elle est déjà révoquée.',
    },
  });
}
