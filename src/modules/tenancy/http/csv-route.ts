import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CsvDialect, type CsvRow, csvDialects, toCsvLine, utf8Mark } from '#kernel/csv.ts';
import type { Language } from '#kernel/localized.ts';
import type { ParsedRequest, RouteContext, RouteData } from './route.ts';
import { recognise, toSchema } from './route.ts';

/** A file for spreadsheets: its name, its columns, and its rows as they come, some at a time. */
export interface CsvFile {
  name: string;
  header: readonly string[];
  rows: AsyncIterable<readonly CsvRow[]>;
}

type Schema = z.ZodType;

const separatorField = z
  .enum(['comma', 'semicolon'])
  .optional()
  .describe(
    'comma: numbers have a decimal point. semicolon: a decimal comma. By itself as spreadsheets of the language expect it: comma in English, semicolon in French',
  );

interface CsvQuery {
  separator?: keyof typeof csvDialects;
}

const separators = { en: 'comma', fr: 'semicolon' } as const satisfies Record<Language, string>;

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

/** Adds an endpoint that streams a CSV file. */
export function csvRoute<P extends Schema | undefined, Q extends z.ZodObject>(
  app: FastifyInstance,
  spec: CsvRoute<P, Q>,
): void {
  const { response, ...schema } = toSchema({
    ...{ method: 'GET', ...spec, query: spec.query?.extend({ separator: separatorField }) },
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
      const { actor, language, params } = request;
      const { separator = separators[language], ...query } = request.query as CsvQuery;
      if (actor === null) throw new Error('a handler ran without a recognised caller');
      const parsed = { params, query, body: undefined, raw: request };
      const file = await spec.handler(parsed as ParsedRequest<P, Q, undefined>, {
        actor,
        language,
      });
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(Readable.from(write(file, csvDialects[separator]), { objectMode: false }));
    },
  });
}

async function* write({ header, rows }: CsvFile, dialect: CsvDialect): AsyncGenerator<string> {
  yield utf8Mark + toCsvLine(header, dialect);
  for await (const some of rows) {
    if (some.length > 0) yield some.map((row) => toCsvLine(row, dialect)).join('');
  }
}
