import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Card } from '../../../ui/card.tsx';
import type { DaysAnswer } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { heatOf } from '../../lib/calendar-grid.ts';
import { listDates, monthEnd, monthStart } from '../../lib/dates.ts';
import { hasNotBegun } from '../../lib/not-begun.ts';
import { CompletenessMark, RestatedMark } from '../../shell/completeness.tsx';
import { Money } from '../../shell/money.tsx';
import type { NotFresh } from '../../shell/not-fresh.ts';
import { adjustedText } from './adjusted.ts';
import { dayWord, isDoubtful, shownCompleteness, unusualSentence } from './unusual.ts';

/** The month on a phone: newest day first, a bar behind each figure. */
export function DayList(props: {
  venueId: string;
  month: string;
  today: string;
  /** Of today's figures, while a till does not answer. */
  notFresh: NotFresh | null;
  answer: DaysAnswer;
  /** Below the month. */
  actions?: ReactNode;
}) {
  const { t, format } = useText();
  const byDate = new Map(props.answer.days.map((day) => [day.businessDate, day]));
  const dates = listDates(monthStart(props.month), monthEnd(props.month))
    .filter((date) => !hasNotBegun({ date, today: props.today, day: byDate.get(date) }))
    .filter((date) => shownCompleteness(byDate.get(date)) !== 'unknown')
    .reverse();
  const maxMinor = Math.max(0, ...dates.map((date) => byDate.get(date)?.netMinor ?? 0));
  if (dates.length === 0) return null;
  return (
    <Card isFlush className="overflow-hidden md:hidden">
      <ol aria-label={t('sales.calendar', { month: format.month(props.month) })}>
        {dates.map((date) => {
          const day = byDate.get(date);
          const completeness = shownCompleteness(day);
          const adjusted = adjustedText({ day, currency: props.answer.currency, t, format });
          const heat = heatOf(day?.netMinor ?? null, maxMinor);
          return (
            <li key={date} className="border-b border-line last:border-b-0">
              <Link
                to="/v/$venueId/sales/$date"
                params={{ venueId: props.venueId, date }}
                className="relative flex items-center gap-3 px-4 py-2.5 focus-visible:-outline-offset-2"
              >
                <span className="w-9 shrink-0 text-center leading-tight">
                  <span className="block text-2xs text-ink-3 capitalize">
                    {format.weekday(date)}
                  </span>
                  <span className="tnum block text-md font-semibold">
                    {format.dayOfMonth(date)}
                  </span>
                </span>
                <span className="min-w-0 flex-1">
                  <span className="flex items-baseline justify-between gap-3">
                    <span className="flex items-center gap-1.5 text-sm text-ink-2">
                      <CompletenessMark completeness={completeness} />
                      {dayWord(day, t)}
                      {day?.restated && (
                        <>
                          <RestatedMark />
                          <span className="sr-only">{t('sales.restated')}</span>
                        </>
                      )}
                    </span>
                    {day && day.completeness !== 'no_sales' && day.netMinor !== null && (
                      <Money
                        minor={day.netMinor}
                        currency={props.answer.currency}
                        className="font-semibold"
                      />
                    )}
                  </span>
                  <span aria-hidden className="mt-1.5 block h-1 rounded-full bg-sunken">
                    <span
                      className="block h-full rounded-full bg-bar"
                      style={{ width: `${heat * 100}%` }}
                    />
                  </span>
                  {props.notFresh && date === props.today && (
                    <span className="mt-1.5 block text-xs text-warn first-letter:uppercase">
                      {props.notFresh.long}
                    </span>
                  )}
                  {adjusted !== null && (
                    <span className="mt-1.5 block text-xs text-ink-2">{adjusted}</span>
                  )}
                  {isDoubtful(day) && (
                    <span className="mt-1.5 block text-xs text-ink-2">
                      {unusualSentence({ day, currency: props.answer.currency, t, format })}
                    </span>
                  )}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      {props.actions && (
        <div className="flex justify-end border-t border-line px-4 py-2.5">{props.actions}</div>
      )}
    </Card>
  );
}
