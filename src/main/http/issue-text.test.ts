import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidValues, validateWithZod } from './invalid-values.ts';
import { describeIssue } from './issue-text.ts';

/** The sentences about a value, as a reader of English and one of French get them. */
function sentences(schema: z.ZodType, value: unknown): { en: string[]; fr: string[] } {
  const validate = validateWithZod({ schema, method: 'POST', url: '/', httpPart: 'body' });
  const result = validate(value) as { error?: unknown };
  if (!(result.error instanceof InvalidValues)) throw new Error('the value is valid');
  const texts = result.error.issues.map(describeIssue);
  return { en: texts.map((text) => text.en), fr: texts.map((text) => text.fr) };
}

describe('what is wrong with a value', () => {
  const cases: [string, z.ZodType, unknown, string][] = [
    ['absent', z.object({ a: z.string() }), {}, 'This is required.'],
    ['absent choice', z.object({ a: z.enum(['x', 'y']) }), {}, 'This is required.'],
    ['of another type', z.number(), 'x', 'This must be a number.'],
    ['not whole', z.int(), 1.5, 'This must be a whole number.'],
    ['empty', z.string().min(1), '', 'This must not be empty.'],
    ['too short', z.string().min(3), 'ab', 'At least 3 characters.'],
    ['too long', z.string().max(2), 'abc', 'At most 2 characters.'],
    ['too many', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 entry.'],
    ['too few', z.array(z.string()).min(1), [], 'At least 1 entry.'],
    ['far too few', z.array(z.string()).min(2), [], 'At least 2 entries.'],
    ['no map of names', z.record(z.string(), z.string()), 'x', 'This must be an object.'],
    ['of a type without a word', z.symbol(), 'x', 'This value is not valid.'],
    [
      'no time of day',
      z.string().refine(() => false, { params: { kind: 'time' } }),
      '99',
      'Enter a time as HH:MM, from 00:00 to 23:59, such as 05:00.',
    ],
    ['too large', z.number().max(5), 6, 'At most 5.'],
    ['no choice', z.enum(['x', 'y']), 'z', 'One of: x, y.'],
    ['no address', z.email(), 'x', 'Enter an e-mail address, such as name@example.com.'],
    ['no id', z.uuid(), 'x', 'This is not an id.'],
    ['unknown', z.strictObject({}), { b: 1 }, 'There is no such field: b.'],
    ['none of several', z.union([z.string(), z.number()]), true, 'This value is not valid.'],
    [
      'wrong for a reason of its own',
      z.string().refine(() => false, { params: { text: { en: 'Too loud.', fr: 'Trop fort.' } } }),
      'x',
      'Too loud.',
    ],
  ];
  it.each(cases)('%s', (_name, schema, value, sentence) => {
    const { en, fr } = sentences(schema, value);
    expect(en).toEqual([sentence]);
    expect(fr).toHaveLength(1);
    expect(fr[0]).not.toBe(sentence);
  });

  it('is told without the value, which may be a secret', () => {
    const validate = validateWithZod({
      schema: z.object({ password: z.number() }),
      method: 'POST',
      url: '/',
      httpPart: 'body',
    });
    const { error } = validate({ password: 'hunter2' }) as { error: InvalidValues };
    expect(JSON.stringify([error, error.message, error.issues])).not.toContain('hunter2');
  });
});
