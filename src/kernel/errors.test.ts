import { describe, expect, test } from 'vitest';
import { assertNever, Refusal } from './errors.ts';

const detail = { en: 'This integration exists.', fr: 'Cette intégration existe.' };

describe('Refusal', () => {
  test('carries what the answer to the caller is made of', () => {
    const refusal = new Refusal({
      code: 'integration_exists',
      status: 409,
      detail,
      errors: [{ path: 'provider', message: 'taken' }],
      extra: { choices: ['restore'] },
    });
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({
      name: 'Refusal',
      code: 'integration_exists',
      status: 409,
      detail,
      errors: [{ path: 'provider', message: 'taken' }],
      extra: { choices: ['restore'] },
    });
  });

  test('has no field errors, no extras and no cause unless given', () => {
    const refusal = new Refusal({ code: 'not_found', status: 404, detail });
    expect(refusal.errors).toEqual([]);
    expect(refusal.extra).toEqual({});
    expect('cause' in refusal).toBe(false);
  });

  test('names its code and sentence for the log, and keeps the cause', () => {
    const cause = new Error('duplicate key');
    const refusal = new Refusal({ code: 'taken', status: 409, detail, cause });
    expect(refusal.message).toBe('taken: This integration exists.');
    expect(refusal.cause).toBe(cause);
  });
});

test('assertNever names the value that nobody handled', () => {
  expect(() => assertNever({ kind: 'gift' } as never)).toThrow('{"kind":"gift"}');
});
