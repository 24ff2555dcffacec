import { expect, test } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { changeOf, draftOf, renamedCentres } from './edit-draft.ts';

const integration = {
  ...{ id: 'i', nickname: 'Bar', schedule: { everyMinutes: 60 } },
  settings: { includeModifiers: false },
  backfill: { from: '2025-05-15' },
  locations: [
    { id: 'l1', identity: 'A', revenueCentre: null },
    { id: 'l2', identity: 'B', revenueCentre: 'Bar' },
  ],
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

test('a revenue centre is named, taken away, or left alone', () => {
  const draft = draftOf(integration);
  expect(renamedCentres(integration, draft)).toEqual([]);
  const revenueCentres = { l1: ' Terrace ', l2: '' };
  expect(renamedCentres(integration, { ...draft, revenueCentres })).toEqual([
    { locationId: 'l1', revenueCentre: 'Terrace' },
    { locationId: 'l2', revenueCentre: null },
  ]);
});
