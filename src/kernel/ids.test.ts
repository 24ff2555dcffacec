import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isId, newId } from './ids.ts';

const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

describe('newId', () => {
  test('is a version 7 UUID of the RFC 9562 variant', () => {
    for (let made = 0; made < 1_000; made += 1) {
      expect(newId()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  test('carries the time it was given', () => {
    const nowMs = Date.now() + 60_000;
    expect(timeOf(newId(nowMs))).toBe(nowMs);
  });

  test('carries the machine’s time when given none', () => {
    const id = newId();
    expect(timeOf(id)).toBeGreaterThanOrEqual(Date.now() - 1_000);
  });

  test('increases strictly, whatever times it is given: same, later or earlier', () => {
    const base = Date.now();
    let previous = newId(base);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 50 }),
        (steps) => {
          for (const step of steps) {
            const next = newId(base + step);
            expect(next > previous).toBe(true);
            previous = next;
          }
        },
      ),
    );
  });

  test('a burst within one millisecond is ordered and without repeats', () => {
    const nowMs = Date.now() + 120_000;
    const ids = Array.from({ length: 50_000 }, () => newId(nowMs));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(timeOf(ids.at(-1) as string)).toBe(nowMs);
  });

  test('the last 32 bits are not predictable from the id before', () => {
    const tails = new Set(Array.from({ length: 1_000 }, () => newId().slice(-8)));
    expect(tails.size).toBeGreaterThan(990);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 2 ** 48])(
    'refuses the time %s',
    (nowMs) => {
      expect(() => newId(nowMs)).toThrow(RangeError);
    },
  );
});

describe('isId', () => {
  test('knows every id that newId makes', () => {
    expect(isId(newId())).toBe(true);
  });

  test('takes an id of another version, as databases and tests make them', () => {
    expect(isId('3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6c')).toBe(true);
  });

  test.each([
    '',
    'x',
    '3F2B8C1E-7A4D-4E59-9C0B-1D2E3F4A5B6C',
    '3f2b8c1e7a4d4e599c0b1d2e3f4a5b6c',
    ' 3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6c',
    '3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6c\n',
    '{3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6c}',
    "3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6c' or 1=1",
    '3f2b8c1e-7a4d-4e59-9c0b-1d2e3f4a5b6g',
  ])('%j is no id', (text) => {
    expect(isId(text)).toBe(false);
  });
});
