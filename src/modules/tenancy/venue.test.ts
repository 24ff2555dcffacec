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

  it('has a morning that ends within the business day, long before it does', () => {
    const between = (cutoff: string, morningEnd: string) => refusalOf({ cutoff, morningEnd });
    for (const [cutoff, end] of [
      ['05:00', '15:00'],
      ['00:00', '15:00'],
      ['12:00', '18:00'],
      ['18:00', '02:00'],
      ['16:00', '08:00'],
    ] as const) {
      expect(between(cutoff, end), `${cutoff} ${end}`).toBeNull();
    }
    const long = between('16:00', '15:00');
    expect(long).toMatchObject({ code: 'morning_too_long', status: 422 });
    expect(long?.detail.en).toMatch(/begins at 16:00 .* end at 15:00.*, 08:00 at the latest\.$/);
    expect(long?.detail.fr).toContain('au plus tard 08:00');
    expect(between('16:00', '08:01')?.code).toBe('morning_too_long');
    expect(between('05:00', '04:59')?.code).toBe('morning_too_long');
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
