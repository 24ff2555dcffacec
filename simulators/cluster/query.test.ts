import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../wall-time.ts';
import { parseSalesQuery } from './query.ts';

const sentence = (start: string, end: string) =>
  `SELECT * FROM orders WHERE Date >= '${start}' AND Date <= '${end}' ORDER BY Date DESC`;
const valid = sentence('2026-01-31', '2026-02-01 23:59:59');

const date = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));
const time = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const moment = fc.oneof(
  date.map((day) => [day, `${day}T00:00:00`] as const),
  fc.tuple(date, time).map(([day, at]) => [`${day} ${at}`, `${day}T${at}`] as const),
);

describe('the one sentence', () => {
  it('is read with dates and with times, a bare date being its midnight', () => {
    fc.assert(
      fc.property(moment, moment, ([start, startWall], [end, endWall]) => {
        expect(parseSalesQuery(sentence(start, end))).toEqual({ startWall, endWall });
      }),
    );
  });

  it('may be spread over white space', () => {
    const spread = `\n  ${valid.replaceAll(' ', '\t \r\n ').replace('01\t \r\n 23:', '01 23:')}\n`;
    expect(parseSalesQuery(spread)).toEqual(parseSalesQuery(valid));
    expect(parseSalesQuery(valid)).not.toBeNull();
  });
});

describe('everything else is refused', () => {
  it.each([
    '',
    valid.toLowerCase(),
    `${valid};`,
    `${valid} LIMIT 10`,
    `${valid} -- all`,
    `EXPLAIN ${valid}`,
    valid.replace('DESC', 'ASC'),
    valid.replace('*', 'OrderId'),
    valid.replace('orders', 'items'),
    valid.replace('<=', '<'),
    valid.replaceAll("'", '"'),
    valid.replace(' ORDER BY Date DESC', ''),
    valid.replace(' AND ', ' OR '),
    valid.replace(' ', '\u00a0'),
    sentence("2026-01-01' OR '1'='1", '2026-02-01'),
    sentence('2026-02-30', '2026-03-01'),
    sentence('2026-13-01', '2026-03-01'),
    sentence('2026-01-01 24:00:00', '2026-03-01'),
    sentence('2026-01-01 10:60:00', '2026-03-01'),
    sentence('2026-01-01T00:00:00', '2026-03-01'),
    sentence('2026-1-1', '2026-03-01'),
    `${valid} UNION ${valid}`,
    `${valid}${' '.repeat(600)}`,
  ])('%s', (text) => {
    expect(parseSalesQuery(text)).toBeNull();
  });

  it('whatever is put in, taken out or exchanged', () => {
    const inside = fc.nat(valid.length - 1);
    const piece = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.constantFrom("'", ';', '--', '/*', ' OR 1=1', '%', '\u0000', 'é', '(', '_'),
    );
    fc.assert(
      fc.property(inside, fc.nat(6), piece, (at, removed, put) => {
        const changed = valid.slice(0, at) + put + valid.slice(at + removed);
        const read = parseSalesQuery(changed);
        // A change may only lead to another well-formed sentence: one that says exactly what was read.
        if (read !== null) {
          const collapsed = changed.replace(/[ \t\r\n]+/g, ' ').trim();
          const [start, end] = [...collapsed.matchAll(/'([^']*)'/g)].map((match) => match[1]);
          expect(collapsed).toBe(sentence(start as string, end as string));
          expect(start).toMatch(/^[\d-]{10}( [\d:]{8})?$/);
          expect(end).toMatch(/^[\d-]{10}( [\d:]{8})?$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
