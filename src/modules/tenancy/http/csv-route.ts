import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ParsedRequest, RouteContext, RouteData } from './route.ts';
import { recognise, toSchema } from './route.ts';

/** A file for spreadsheets: its name, and its lines as they come. */
export interface CsvFile {
  name: string;
  lines: AsyncIterable<string>;
}

type Schema = z.ZodType;

export interface CsvRoute<P, Q>
  extends Pick<
    RouteData<P, Q, undefined, undefined>,
    'url' | 'scope' | 'tag' | 'summary' | 'params' | 'query'
  > {
  /** What the lines are, in which order, and how many at most. */
  description: string;
  /** Refuses before the file begins: behind its first line nothing can be said any more. */
  handler(request: ParsedRequest<P, Q, undefined>, context: RouteContext): Promise<CsvFile>;
}

/** Adds an endpoint that streams a CSV file. Lines come from `toCsvLine` (kernel) alone. */
export function csvRoute<P extends Schema | undefined, Q extends Schema | undefined>(
  app: FastifyInstance,
  spec: CsvRoute<P, Q>,
): void {
  const { response, ...schema } = toSchema({
    ...{ method: 'GET', ...spec },
    description: `${spec.description} No cell starts a formula: a text that would has an apostrophe before it.`,
  });
  app.route({
    method: 'GET',
    url: spec.url,
    config: { scope: spec.scope },
    schema: {
      ...schema,
      response: {
        ...(response as object),
        200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } },
      },
    },
    onRequest: async (request, reply) => {
      await recognise(app.kit, { request, reply, scope: spec.scope });
    },
    async handler(request, reply) {
      const { actor, language, params, query } = request;
      if (actor === null) throw new Error('a handler ran without a recognised caller');
      const parsed = { params, query, body: undefined, raw: request };
      const file = await spec.handler(parsed as ParsedRequest<P, Q, undefined>, {
        actor,
        language,
      });
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(Readable.from(file.lines, { objectMode: false }));
    },
  });
}
