import { expect, test } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { changeOf, draftOf, renamedCentres, touch } from './edit-draft.ts';

const integration = {
  ...{ id: 'i', nickname: 'Bar', schedule: { everyMinutes: 60 } },
  settings: { includeModifiers: false },
  backfill: { from: '2025-05-15' },
  locations: [
    { id: 'l1', identity: 'A', revenueCentre: null },
    { id: 'l2', identity: 'B', revenueCentre: 'Bar' },
  ],
} as unknown as Integration;

/** As somebody else left it while the window was open here. */
const theirs = {
  ...integration,
  ...{ nickname: 'Patio', schedule: { everyMinutes: 15 }, settings: { includeModifiers: true } },
  backfill: { from: '2024-01-01' },
  locations: [
    { id: 'l1', identity: 'A', revenueCentre: 'Terrace' },
    { id: 'l2', identity: 'B', revenueCentre: null },
  ],
} as unknown as Integration;

test('only what differs is sent', () => {
  expect(changeOf(integration, {})).toEqual({});
  expect(changeOf(integration, { nickname: ' ' })).toEqual({ nickname: null });
  expect(changeOf(integration, { everyMinutes: 15, hasModifiers: true })).toEqual({
    ...{ everyMinutes: 15, settings: { includeModifiers: true } },
  });
  expect(changeOf(integration, { historyFrom: '2024-01-01' })).toEqual({
    settings: { historyFrom: '2024-01-01' },
  });
});

test('what nobody touched here stays as somebody else left it meanwhile', () => {
  const touched = touch({ integration, touched: {}, change: { nickname: 'Cellar' } });
  expect(changeOf(theirs, touched)).toEqual({ nickname: 'Cellar' });
  expect(renamedCentres(theirs, touched)).toEqual([]);
  expect(draftOf(theirs, touched)).toEqual({
    ...{ nickname: 'Cellar', everyMinutes: 15, hasModifiers: true, historyFrom: '2024-01-01' },
    ...{ revenueCentres: { l1: 'Terrace', l2: '' }, rows: null },
  });
  const renamed = touch({ integration, touched: {}, change: { revenueCentres: { l2: 'Den' } } });
  expect(renamedCentres(theirs, renamed)).toEqual([{ locationId: 'l2', revenueCentre: 'Den' }]);
  expect(draftOf(theirs, renamed).revenueCentres).toEqual({ l1: 'Terrace', l2: 'Den' });
});

test('what is put back to how it was counts as left alone', () => {
  const touched = touch({ integration, touched: {}, change: { nickname: 'Cellar' } });
  expect(touch({ integration, touched, change: { nickname: 'Bar' } })).toEqual({});
  const named = touch({ integration, touched: {}, change: { revenueCentres: { l1: 'Den' } } });
  expect(touch({ integration, touched: named, change: { revenueCentres: { l1: '' } } })).toEqual(
    {},
  );
});

test('a till whose key stays empty keeps the one it has', () => {
  const rows = [
    { apiKey: '', serial: 'A' },
    { apiKey: 'new', serial: 'B' },
  ];
  expect(changeOf(integration, { rows })).toEqual({
    credentials: { locations: [{ apiKey: 'new', serial: 'B' }] },
  });
});

test('a revenue centre is named, taken away, or left alone', () => {
  expect(renamedCentres(integration, {})).toEqual([]);
  const revenueCentres = { l1: ' Terrace ', l2: '' };
  expect(renamedCentres(integration, { revenueCentres })).toEqual([
    { locationId: 'l1', revenueCentre: 'Terrace' },
    { locationId: 'l2', revenueCentre: null },
  ]);
});
