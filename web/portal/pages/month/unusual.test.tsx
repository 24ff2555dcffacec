import { describe, expect, it } from 'vitest';
import type { Day, Unusual } from '../../api/sales.types.ts';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { useText } from '../../i18n/use-text.ts';
import { dayWord, shownCompleteness, unusualSentence } from './unusual.ts';

const low: Unusual = {
  direction: 'low',
  usualNetMinor: 241_000,
  sampleDays: 8,
  isConfirmed: false,
};

const day = (unusual: Unusual | null, more: Partial<Day> = {}) =>
  ({
    businessDate: '2026-05-05',
    completeness: 'complete',
    isAsked: true,
    netMinor: 31_200,
    ...more,
    unusual,
  }) as Day;

function Sentence(props: { day: Day }) {
  const text = useText();
  return <>{unusualSentence({ day: props.day, currency: 'CAD', ...text })}</>;
}

function Word(props: { day: Day | undefined }) {
  return <>{dayWord(props.day, useText().t)}</>;
}

describe('a day out of line with its weekday', () => {
  it('is told with what it sold and what is usual', () => {
    expect(renderedText(<Sentence day={day(low)} />)).toBe(
      'Well below a usual Tuesday: $312.00, usually $2,410.00',
    );
    expect(renderedText(<Sentence day={day(low)} />, 'fr')).toBe(
      'Bien en dessous d’un mardi habituel : 312,00 $, d’habitude 2 410,00 $',
    );
    const none = day({ ...low, direction: 'none' }, { completeness: 'no_sales', netMinor: 0 });
    expect(renderedText(<Sentence day={none} />)).toBe(
      'No sales, though Tuesdays usually sell $2,410.00',
    );
    expect(renderedText(<Sentence day={day(null)} />)).toBe('');
  });

  it('is suspicious until somebody approves it', () => {
    const confirmed = { ...low, isConfirmed: true };
    expect(shownCompleteness(day(low))).toBe('suspicious');
    expect(shownCompleteness(day(confirmed))).toBe('complete');
    expect(shownCompleteness(day(null, { completeness: 'no_sales' }))).toBe('no_sales');
    expect(shownCompleteness(undefined)).toBe('missing');
    expect(shownCompleteness(day(null, { completeness: 'missing' }))).toBe('missing');
    const unasked = { completeness: 'missing', isAsked: false } as const;
    expect(shownCompleteness(day(null, unasked))).toBe('unknown');
    expect(renderedText(<Word day={day(low)} />, 'fr')).toBe('Suspecte');
    const closed = day({ ...confirmed, direction: 'none' }, { completeness: 'no_sales' });
    expect(renderedText(<Word day={closed} />)).toBe('No sales, confirmed');
  });
});
