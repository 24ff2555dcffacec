import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToWall } from '#kernel/business-day.ts';
import { formatAmount } from '#kernel/money.ts';
import type { Json } from '../contract.ts';
import { keyOf, occurredAtOf, transform } from './transform.ts';

const timeZone = 'America/Toronto';
const context = { settings: {}, timeZone, currency: 'CAD' };
const good = {
  id: 'r1-1',
  date: '2025-05-05T12:00:00',
  pluNumber: '77',
  title: 'Beer',
  quantity: 2,
  total: '12.50',
};

function read(line: Json) {
  const key = keyOf(line);
  const occurredAtMs = occurredAtOf(line, timeZone);
  return transform({ key, occurredAtMs, payloadText: JSON.stringify(line) }, context);
}

describe('a pushed line', () => {
  it('is an order of its own, paid in full', () => {
    expect(read(good)).toMatchObject({
      kind: 'order',
      order: {
        key: 'r1-1',
        occurredAtMs: Date.UTC(2025, 4, 5, 16),
        lines: [{ kind: 'sale', itemCode: '77', itemName: 'Beer', quantity: '2', netMinor: 1250 }],
        payments: [{ amountMinor: 1250 }],
      },
    });
  });

  it('with a negative quantity takes back', () => {
    expect(read({ ...good, quantity: -2, total: -12.5 })).toMatchObject({
      order: { lines: [{ kind: 'refund', quantity: '-2', netMinor: -1250, unitPriceMinor: 625 }] },
    });
  });

  it('whose id has white space around it is refused, and never taken for the one without', () => {
    const line = { ...good, id: ' r1-1 ' };
    expect(keyOf(line)).toBeNull();
    expect(read(line)).toMatchObject({
      kind: 'invalid',
      reason: { en: expect.stringContaining('white space') },
    });
    expect(keyOf({ ...good, id: 'r1 1' })).toBe('r1 1');
  });

  it.each([
    ['2025-05-05T16:00:00Z', Date.UTC(2025, 4, 5, 16)],
    ['2025-05-05T12:00:00-04:00', Date.UTC(2025, 4, 5, 16)],
    ['2025-05-05T21:30:00+0530', Date.UTC(2025, 4, 5, 16)],
    ['2025-05-05 12:00', Date.UTC(2025, 4, 5, 16)],
    ['2025-05-05', null],
    ['2025-02-30T12:00:00', null],
    ['2025-05-05T24:00:00', null],
    ['2025-05-05T12:00:00+99:00', null],
    ['05/05/2025 12:00', null],
    [5, null],
  ])('sold at %j', (date, instantMs) => {
    expect(occurredAtOf({ ...good, date }, timeZone)).toBe(instantMs);
  });

  it.each([
    [{ id: '' }, 'id'],
    [{ id: 1.5 }, 'id'],
    [{ id: 'x'.repeat(201) }, 'id'],
    [{ date: 'today' }, 'date'],
    [{ pluNumber: null, title: ' ' }, 'pluNumber'],
    [{ title: { en: 'Beer' } }, 'pluNumber'],
    [{ quantity: 0 }, 'quantity'],
    [{ quantity: 'two' }, 'quantity'],
    [{ quantity: null }, 'quantity'],
    [{ total: '12.505' }, 'total'],
    [{ total: true }, 'total'],
    [{ total: -1 }, 'opposite'],
  ])('%j is refused by name', (change, word) => {
    const result = read({ ...good, ...change });
    if (result.kind !== 'invalid') throw new Error(result.kind);
    expect(result.reason.en).toContain(word);
    expect(result.reason.fr).not.toBe(result.reason.en);
  });

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (line) => {
        expect(['order', 'invalid']).toContain(read(line as Json).kind);
      }),
    );
  });

  it('keeps amounts and times exactly', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), instants, (minor, atMs) => {
        const atSecondMs = Math.floor(atMs / 1000) * 1000;
        const date = `${instantToWall(atSecondMs, 'UTC')}Z`;
        expect(read({ ...good, date, total: formatAmount(minor, 'CAD') })).toMatchObject({
          order: { occurredAtMs: atSecondMs, lines: [{ netMinor: minor }] },
        });
      }),
    );
  });
});
