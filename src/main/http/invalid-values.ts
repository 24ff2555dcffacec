import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import type { Issue } from './issue-text.ts';

/** A part of a request whose values its schema does not allow. Holds no value. */
export class InvalidValues extends Error {
  override readonly name = 'InvalidValues';
  /** `body`, `querystring` or `params`. */
  readonly part: string;
  readonly issues: readonly Issue[];

  constructor(part: string, issues: readonly Issue[]) {
    super(`invalid values in the ${part}`);
    this.part = part;
    this.issues = issues;
  }
}

/** Checks a part of each request against its zod schema; handlers get the parsed values. */
export const validateWithZod: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const result = schema.safeParse(data, { reportInput: true });
    if (result.success) return { value: result.data };
    return { error: new InvalidValues(httpPart ?? '', result.error.issues.map(toIssue)) };
  };
};

/** Whether something was there at all is said; what it was is not: it may be a secret. */
function toIssue(issue: z.core.$ZodIssue): Issue {
  const { code: kind, path, message: _message, input, ...facts } = issue;
  return { kind, path: path.join('.'), isMissing: input === undefined, facts: { ...facts } };
}
