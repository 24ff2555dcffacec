import { expect, it } from 'vitest';
import { safePath } from '../routing/search.ts';
import { placeAtVenue } from './place-at-venue.ts';

it('stays at the same place when the venue changes', () => {
  expect(placeAtVenue('/v/one/sales/2026-11-20', 'two')).toBe('/v/two/sales/2026-11-20');
  expect(placeAtVenue('/v/one/menu', 'two')).toBe('/v/two/menu');
  expect(placeAtVenue('/', 'two')).toBe('/v/two/sales');
});

it('leaves an integration behind, because it belongs to one venue', () => {
  expect(placeAtVenue('/v/one/settings/integrations/abc', 'two')).toBe(
    '/v/two/settings/integrations',
  );
});

it('returns to paths of the portal alone', () => {
  expect(safePath('/v/one/sales?month=2026-11')).toBe('/v/one/sales?month=2026-11');
  expect(safePath('//elsewhere.example')).toBeUndefined();
  expect(safePath('/\\elsewhere.example')).toBeUndefined();
  expect(safePath('https://elsewhere.example')).toBeUndefined();
});
