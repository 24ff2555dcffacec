import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickLanguage } from './localized.ts';

describe('pickLanguage', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-ca,EN;q=0.9', 'fr'],
    ['en-CA,fr;q=0.9', 'en'],
    ['en;q=0.3,fr;q=0.8', 'fr'],
    ['fr;q=0.5,en;q=0.5', 'fr'],
    ['en;q=0.5,fr;q=0.5', 'en'],
    ['de, fr;q=0.4', 'fr'],
    ['de,*;q=0.5', 'en'],
    ['fr;q=0, de', 'en'],
    ['frr', 'en'],
    ['fr ; q=0.7 , en ; q=0.6', 'fr'],
    ['fr;q=abc', 'en'],
    ['fr;q=2, en;q=0.1', 'en'],
  ])('%j is answered in %s', (header, language) => {
    expect(pickLanguage(header)).toBe(language);
  });

  test('any header gets a language of ours', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (header) => {
        expect(['en', 'fr']).toContain(pickLanguage(header));
      }),
    );
  });

  test('what comes after the first thousand characters is not read', () => {
    expect(pickLanguage(`${'de,'.repeat(400)}fr`)).toBe('en');
  });
});
