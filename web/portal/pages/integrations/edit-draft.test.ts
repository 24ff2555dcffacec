import { expect, test } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { changeOf, draftOf } from './edit-draft.ts';

const integration = {
  ...{ id: 'i', nickname: 'Bar', schedule: { everyMinutes: 60 } },
  settings: { includeModifiers: false },
  backfill: { from: '2025-05-15' },
  locations: [{ identity: 'A' }],
} as unknown as Integration;

test('only what differs is sent', () => {
  const draft = draftOf(integration);
  expect(changeOf(integration, draft)).toEqual({});
  expect(changeOf(integration, { ...draft, nickname: ' ' })).toEqual({ nickname: null });
  expect(changeOf(integration, { ...draft, everyMinutes: 15, hasModifiers: true })).toEqual({
    ...{ everyMinutes: 15, settings: { includeModifiers: true } },
  });
  expect(changeOf(integration, { ...draft, historyFrom: '2024-01-01' })).toEqual({
    settings: { historyFrom: '2024-01-01' },
  });
});

test('a till whose key stays empty keeps the one it has', () => {
  const rows = [
    { apiKey: '', serial: 'A' },
    { apiKey: 'new', serial: 'B' },
  ];
  expect(changeOf(integration, { ...draftOf(integration), rows })).toEqual({
    credentials: { locations: [{ apiKey: 'new', serial: 'B' }] },
  });
});
