import { expect, it } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { placeNameOf } from './use-place-names.ts';

const link = (id: string, labels: string[]) =>
  ({ id, locations: labels.map((label) => ({ id: label, label })) }) as Integration;

it('calls a location as its integration does, and by its stored label where that says no more', () => {
  const all = [link('file', ['Fichier de ventes']), link('till', ['Bar', 'Terrace'])];
  expect(placeNameOf(all, { integrationId: 'file', label: 'Sales file' })).toBe(
    'Fichier de ventes',
  );
  expect(placeNameOf(all, { integrationId: 'till', label: 'Terrace' })).toBe('Terrace');
  expect(placeNameOf(all, { integrationId: 'gone', label: 'Old till' })).toBe('Old till');
  expect(placeNameOf([], { label: 'Old till' })).toBe('Old till');
});
