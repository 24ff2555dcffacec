import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import type { Issue } from './issue-text.ts';

/** A part of a request whose values its schema does not allow. Holds no value. */
export class InvalidValues extends Error {
  override readonly name = 'InvalidValues';
  /** `body`, `querystring`, `params`, or `text` for what no part may hold. */
  readonly part: string;
  readonly issues: readonly Issue[];

  constructor(part: string, issues: readonly Issue[]) {
    super(`invalid values in the ${part}`);
    this.part = part;
    this.issues = issues;
  }
}

const PARAMETER_CHARS_SHOWN = 60;

/** Checks a part of each request against its zod schema; handlers get the parsed values. */
export const validateWithZod: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const result = schema.safeParse(data, { reportInput: true });
    if (result.success) return { value: result.data };
    const issues = result.error.issues.map(toIssue);
    if (httpPart !== 'querystring') return { error: new InvalidValues(httpPart ?? '', issues) };
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const told = issues.flatMap((issue) => toQueryIssues(issue, known));
    return { error: new InvalidValues(httpPart, told) };
  };
};

/** Unknown parameters are named one by one, with those there are: a person sees the slip at once. */
function toQueryIssues(issue: Issue, known: readonly string[]): Issue[] {
  const { keys } = issue.facts;
  if (issue.kind !== 'unrecognized_keys' || !Array.isArray(keys)) return [issue];
  return keys.map((key) => ({
    kind: 'unknown_parameter',
    path: String(key).slice(0, PARAMETER_CHARS_SHOWN),
    isMissing: false,
    facts: { known },
  }));
}

/** Whether something was there at all is said; what it was is not: it may be a secret. */
function toIssue(issue: z.core.$ZodIssue): Issue {
  const { code: kind, path, message: _message, input, ...facts } = issue;
  return { kind, path: path.join('.'), isMissing: input === undefined, facts: { ...facts } };
}
