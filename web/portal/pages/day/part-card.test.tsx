import { describe, expect, it } from 'vitest';
import type { PartOfDay } from '../../api/sales.types.ts';
import { renderedMarkup, renderedText } from '../../i18n/rendered.test-support.tsx';
import { useText } from '../../i18n/use-text.ts';
import { PartCard } from './part-card.tsx';
import { ruleOfThen } from './rule-of-then.ts';

const now = { timeZone: 'America/Toronto', cutoff: '05:00', morningEnd: '11:00' };
const morning: PartOfDay = {
  ...{ netMinor: 10_000, orders: 4 },
  asFirstSeen: { netMinor: 42_920, orders: 11, at: '2026-05-13T21:00:00Z' },
};

function Morning(props: { firstRule: typeof now | null; part?: 'morning' | 'endOfDay' }) {
  const { t, format } = useText();
  return (
    <PartCard
      title="Morning"
      hint=""
      part={morning}
      currency="CAD"
      timeZone="UTC"
      ruleOfThen={ruleOfThen({
        part: props.part ?? 'morning',
        firstRule: props.firstRule,
        venue: now,
        t,
        format,
      })}
    />
  );
}

describe('a part of the day that was first seen by another rule', () => {
  const earlier = { ...now, morningEnd: '15:00' };

  it('says by which rule, and claims no change', () => {
    const text = renderedText(<Morning firstRule={earlier} />);
    expect(text).toMatch(
      /As first seen, .* Under the rule of then: morning until 3:00 PM \$429\.20/,
    );
    expect(text).not.toContain('Changed since');
    expect(renderedMarkup(<Morning firstRule={earlier} />)).not.toContain('text-bad');
    expect(renderedText(<Morning firstRule={earlier} />, 'fr')).toContain(
      'Selon la règle d’alors : matin jusqu’à 15:00',
    );
  });

  it('names each difference of the rule', () => {
    const moved = { timeZone: 'America/New_York', cutoff: '06:00', morningEnd: '15:00' };
    expect(renderedText(<Morning firstRule={moved} />)).toContain(
      'Under the rule of then: day from 6:00 AM, morning until 3:00 PM, clock of America/New York',
    );
  });

  it('leaves the whole day alone when only the end of the morning moved', () => {
    const text = renderedText(<Morning firstRule={earlier} part="endOfDay" />);
    expect(text).toContain('Changed since -$329.20');
    expect(text).not.toContain('rule of then');
  });
});

it('a part that was first seen by today’s rule tells what changed since', () => {
  expect(renderedText(<Morning firstRule={null} />)).toContain('Changed since -$329.20');
});
