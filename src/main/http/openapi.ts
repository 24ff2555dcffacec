import swagger, { type SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

const description = `Everything the portal does, for programs.

* Money is whole minor units of the currency (\`…Minor\`); quantities are decimal text; instants are ISO 8601 in UTC; business dates are \`YYYY-MM-DD\`.
* Query parameters that an endpoint does not name are refused, and so are texts that cannot be stored as they are sent (NUL, lone surrogates).
* Refusals are problem documents (RFC 9457) with a stable \`code\`.
* A POST with \`Idempotency-Key\` may be repeated: it is done once and answered the same for a day.
* Texts come in the language of \`Accept-Language\` (en, fr).`;

/** Collects the API's document from the routes' schemas; register before the routes. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tillbridge', version: '1', description },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `tb_…`' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'tillbridge.session_token',
            description: 'The portal’s session',
          },
        },
      },
    },
    transform: (route) => withFileBody(route, jsonSchemaTransform),
    transformObject: (document) => tidy(jsonSchemaTransformObject(document) as ApiDocument),
  });
}

type Transform = typeof jsonSchemaTransform;

/** Bodies told by content type, which the transformation of schemas knows of replies alone. */
function withFileBody(
  route: Parameters<Transform>[0],
  transform: Transform,
): ReturnType<Transform> {
  const { body } = (route.schema ?? {}) as { body?: unknown };
  const isByType = typeof body === 'object' && body !== null && 'content' in body;
  if (!isByType || route.schema.hide) return transform(route);
  const { content } = body as { content: Record<string, { schema: z.ZodType }> };
  const { schema, url } = transform({ ...route, schema: { ...route.schema, body: undefined } });
  const byType = Object.entries(content).map(([type, one]) => [
    type,
    { schema: z.toJSONSchema(one.schema) },
  ]);
  return { schema: { ...schema, body: { content: Object.fromEntries(byType) } }, url };
}

type ApiDocument = ReturnType<SwaggerTransformObject> & {
  components?: { schemas?: Record<string, unknown> };
};

/** Component schemas come once as input and once as output; only the ones referred to stay. */
function tidy(document: ApiDocument): ApiDocument {
  const plain = JSON.parse(JSON.stringify(document), withoutNoise) as ApiDocument;
  const { schemas } = plain.components ?? {};
  if (schemas === undefined) return plain;
  const text = JSON.stringify(plain);
  for (const name of Object.keys(schemas)) {
    if (!text.includes(`"#/components/schemas/${name}"`)) delete schemas[name];
  }
  return plain;
}

/** A format says what its pattern repeats, and every integer is a safe one. */
function withoutNoise(_key: string, value: unknown): unknown {
  if (!isTypedSchema(value)) return value;
  const { pattern, minimum, maximum, ...schema } = value;
  return {
    ...schema,
    ...(pattern !== undefined && !('format' in schema) ? { pattern } : {}),
    ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER ? { minimum } : {}),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER ? { maximum } : {}),
  };
}

/** Not a map of properties, one of which may be called "type". */
function isTypedSchema(value: unknown): value is Record<string, unknown> & { type: string } {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

/** `GET /api/openapi.json`, open to everybody: it describes the product, not a company. */
export function openApiRoute(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  );
}
