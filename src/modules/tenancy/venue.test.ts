import { describe, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { checkVenue, isSameDayRule, spellTimeZone } from './venue.ts';

const venue = {
  timeZone: 'America/Toronto',
  currency: 'CAD',
  cutoff: '05:00',
  morningEnd: '15:00',
};

function refusalOf(changes: Partial<typeof venue>): Refusal | null {
  try {
    checkVenue({ ...venue, ...changes });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('a venue', () => {
  it('has a real zone, a real currency and a morning', () => {
    expect(refusalOf({})).toBeNull();
    expect(refusalOf({ timeZone: 'Asia/Calcutta' })).toBeNull();
    expect(refusalOf({ timeZone: 'UTC' })).toBeNull();
    expect(refusalOf({ currency: 'cad' })?.code).toBe('unknown_currency');
    expect(refusalOf({ morningEnd: '05:00' })?.code).toBe('morning_is_empty');
  });

  it('is told the zone that was probably meant', () => {
    const suggestions = {
      Toronto: 'America/Toronto',
      'new york': 'America/New_York',
      'America/Paris': 'Europe/Paris',
      Nowhere: 'Europe/Paris',
    };
    for (const [given, suggested] of Object.entries(suggestions)) {
      const refusal = refusalOf({ timeZone: given });
      expect(refusal?.detail.en).toContain(`"${suggested}"`);
      expect(refusal?.detail.fr).toContain(`« ${suggested} »`);
    }
  });

  it('has its days computed anew only for what decides them', () => {
    expect(isSameDayRule(venue, { ...venue })).toBe(true);
    for (const change of [{ timeZone: 'UTC' }, { cutoff: '04:00' }, { morningEnd: '14:00' }]) {
      expect(isSameDayRule(venue, { ...venue, ...change })).toBe(false);
    }
  });

  it('has its zone spelled one way', () => {
    expect(spellTimeZone('america/toronto')).toBe('America/Toronto');
    expect(spellTimeZone('No/Where')).toBe('No/Where');
  });
});
