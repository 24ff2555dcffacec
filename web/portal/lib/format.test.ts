import { describe, expect, it } from 'vitest';
import { changeRatio, sumKnown } from './compare.ts';
import { createFormats, exponentOf, minorToText } from './format.ts';
import { durationText, relativeTime } from './relative-time.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it('keeps every minor unit, also beyond what floats can hold as cents', () => {
    expect(minorToText(-5, 2)).toBe('-0.05');
    expect(minorToText(123456789012345, 3)).toBe('123456789012.345');
    expect(minorToText(500, 0)).toBe('500');
  });

  it('knows currencies without cents and with three decimals', () => {
    expect(exponentOf('JPY')).toBe(0);
    expect(exponentOf('KWD')).toBe(3);
  });

  it('is written as the reader writes it', () => {
    expect(createFormats('en-CA').money(516605, 'CAD')).toBe('$5,166.05');
    expect(plain(createFormats('fr-CA').money(516605, 'CAD'))).toBe('5 166,05 $');
    expect(createFormats('en').money(-1850, 'CAD', 'exact', true)).toBe('-$18.50');
  });
});

const in2025 = () => Date.UTC(2025, 5, 1);

describe('dates', () => {
  it('of another year say which', () => {
    const format = createFormats('en-CA', in2025);
    expect(format.dateShort('2024-11-22')).toBe('Nov 22, 2024');
    expect(format.dateShort('2025-11-22')).toBe('Nov 22');
    expect(format.instant('2024-11-22T12:00:00Z', 'UTC')).toMatch(/^Nov 22, 2024, /);
    // On New Year's Eve in Toronto it is another year elsewhere already.
    expect(format.instant('2025-01-01T02:00:00Z', 'America/Toronto')).toMatch(/2024/);
  });

  const first = '2025-01-01';
  const noon = '2025-01-01T12:00:00Z';

  it.each(['fr', 'fr-CA'])('write the first of a month as an ordinal in %s', (locale) => {
    const format = createFormats(locale, in2025);
    expect(format.dateLong(first)).toBe('mercredi 1er janvier 2025');
    expect(format.date(first)).toBe('1er janv. 2025');
    expect(format.dateShort(first)).toBe('1er janv.');
    expect(format.dateNear(first)).toBe('mercredi 1er janv.');
    expect(format.instant(noon, 'UTC')).toMatch(/^1er janv\./);
    expect(format.instantFull(noon, 'UTC')).toMatch(/^mercredi 1er janvier 2025/);
  });

  it('leave every other day, and the other language, alone', () => {
    const french = createFormats('fr-CA', in2025);
    expect(french.dateLong('2025-01-11')).toBe('samedi 11 janvier 2025');
    expect(french.dateLong('2025-01-21')).toBe('mardi 21 janvier 2025');
    expect(french.dayOfMonth(first)).toBe('1');
    expect(createFormats('en-CA', in2025).dateShort(first)).toBe('Jan 1');
  });
});

describe('comparisons', () => {
  it('says nothing where there is nothing to compare with', () => {
    expect(changeRatio(100, 0)).toBeNull();
    expect(changeRatio(null, 100)).toBeNull();
    expect(changeRatio(150, 100)).toBe(0.5);
  });

  it('leaves unknown days out of a sum, and a sum of nothing unknown', () => {
    expect(sumKnown([1, null, 2])).toBe(3);
    expect(sumKnown([null, undefined])).toBeNull();
  });
});

describe('times', () => {
  const nowMs = Date.parse('2026-11-20T12:00:00Z');

  it('speaks of the largest unit that fits', () => {
    expect(relativeTime({ iso: '2026-11-20T11:48:30Z', nowMs, locale: 'en' })).toBe(
      '11 minutes ago',
    );
    expect(relativeTime({ iso: '2026-11-20T14:00:00Z', nowMs, locale: 'fr' })).toBe(
      'dans 2 heures',
    );
    expect(relativeTime({ iso: '2026-11-20T11:59:50Z', nowMs, locale: 'en' })).toBe('now');
  });

  it('rounds an estimate up', () => {
    expect(durationText(3, 'en')).toBe('5 sec');
    expect(durationText(61, 'en')).toBe('2 min');
    expect(durationText(4800, 'en')).toBe('1 hr 20 min');
  });
});
