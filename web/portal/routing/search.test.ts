import { describe, expect, it } from 'vitest';
import { integrationSearch, integrationsSearch } from './search.ts';

describe('the address of a timeline', () => {
  const narrowed = { kind: 'health', person: 'system', from: '2026-05-01', to: '2026-05-31' };

  it('keeps what it is narrowed to, of a venue and of one integration', () => {
    const ofVenue = { tab: 'timeline', integration: 'i1', ...narrowed };
    expect(integrationsSearch(ofVenue)).toEqual(ofVenue);
    expect(integrationSearch({ tab: 'runs', ...narrowed })).toEqual({ tab: 'runs', ...narrowed });
  });

  it('leaves out what is none of its filters', () => {
    const odd = { kind: 'weather', person: '', from: 'May', to: '2026-02-31', integration: null };
    for (const search of [integrationsSearch(odd), integrationSearch(odd)]) {
      expect(Object.values(search).filter((value) => value !== undefined)).toEqual([]);
    }
  });
});
