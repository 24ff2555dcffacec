import { expect, it } from 'vitest';
import type { DayCause } from './restatement.ts';
import { tellCause, tellSuspicion } from './restatement-text.ts';

const kinds: DayCause['kind'][] = [
  'late',
  'edited',
  'closed',
  'voided',
  'moved',
  'gone',
  'returned',
  'day_rule_changed',
  'items_changed',
];

it.each(kinds)('says %s as one sentence in both languages', (kind) => {
  const told = tellCause({ kind, key: '77', wasNetMinor: 1250, nowNetMinor: -1 }, 'CAD');
  for (const text of Object.values(told)) expect(text).toMatch(/^[A-Z].+\.$/);
  expect(told.fr).not.toBe(told.en);
});

it('names the bill and the money it moved, in the currency’s own decimals', () => {
  const cause: DayCause = { kind: 'voided', key: 'A-7', wasNetMinor: 1250, nowNetMinor: 0 };
  expect(tellCause(cause, 'CAD').en).toBe('Bill A-7 was voided (net $12.50 → $0.00).');
  expect(tellCause(cause, 'JPY').fr).toMatch(
    /^L’addition A-7 a été annulée \(net 1\s250\s[¥￥] → 0\s[¥￥]\)\.$/u,
  );
});

it('says to and from which day a bill was moved', () => {
  const left: DayCause = { kind: 'moved', key: '9', toDate: '2026-11-10' };
  const came: DayCause = { kind: 'moved', key: '9', fromDate: '2026-11-01' };
  const [out, back] = [
    tellCause({ ...left, wasNetMinor: 4335, nowNetMinor: 0 }, 'CAD'),
    tellCause({ ...came, wasNetMinor: 0, nowNetMinor: 4335 }, 'CAD'),
  ];
  expect(out.en).toBe('Bill 9 was moved to Nov 10, 2026 at the till (net $43.35 → $0.00).');
  expect(out.fr).toMatch(/^L’addition 9 a été déplacée au 10 nov\. 2026 à la caisse \(net 43,35/);
  expect(back.en).toBe('Bill 9 was moved from Nov 1, 2026 at the till (net $0.00 → $43.35).');
  expect(back.fr).toMatch(/^L’addition 9 a été déplacée du 1er nov\. 2026 à la caisse/);
});

it('leaves out money that did not move', () => {
  const cause: DayCause = { kind: 'edited', wasNetMinor: 5, nowNetMinor: 5 };
  expect(tellCause(cause, 'CAD').en).toBe('A bill was edited at the till.');
});

it('says which setting of the venue changed, from what to what', () => {
  const wasRule = { timeZone: 'America/Toronto', cutoff: '05:00', morningEnd: '15:00' };
  const nowRule = { ...wasRule, cutoff: '04:00', morningEnd: '14:00' };
  expect(tellCause({ kind: 'day_rule_changed', wasRule, nowRule }, 'CAD').en).toBe(
    'A setting of the venue was changed (cut-off 05:00 → 04:00, end of the morning 15:00 → 14:00). Nothing changed at the till.',
  );
});

it('says how much an answer left out', () => {
  const told = tellSuspicion({ at: '2025-03-06T12:00:00Z', heldOrders: 40, missingOrders: 39 });
  expect(told.en).toContain('39 of 40');
  expect(told.fr).toContain('39 des 40');
});
