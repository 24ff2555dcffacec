import type { FastifySerializerCompiler } from 'fastify/types/schema.js';
import { z } from 'zod';
import type { Log } from '#platform/log/log.ts';

/**
 * Writes replies through their schema, so that nothing leaves that the schema does not name. A
 * value the schema does not allow is our mistake: tests fail on it (`isStrict`); in production the
 * caller gets what there is, and the log says so.
 */
export function createReplySerializer(options: {
  isStrict: boolean;
  log: Log;
}): FastifySerializerCompiler<unknown> {
  return ({ schema, method, url }) => {
    if (!(schema instanceof z.ZodType)) return (data) => JSON.stringify(data);
    return (data) => {
      const result = schema.safeEncode(data as never);
      if (result.success) return JSON.stringify(result.data);
      if (options.isStrict)
        throw new Error(`${method} ${url} answers outside its schema`, { cause: result.error });
      options.log.error('A reply is outside its schema', {
        method,
        url,
        issues: result.error.issues,
      });
      return JSON.stringify(data);
    };
  };
}
