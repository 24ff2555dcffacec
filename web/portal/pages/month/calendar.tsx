import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Card } from '../../../ui/card.tsx';
import type { DaysAnswer } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { calendarWeeks, dateAfterKey } from '../../lib/calendar-grid.ts';
import { sumKnown } from '../../lib/compare.ts';
import { addMonths, earlierOf, monthOf, monthStart } from '../../lib/dates.ts';
import { firstWeekdayOf } from '../../lib/format.ts';
import { hasNotBegun } from '../../lib/not-begun.ts';
import { CompletenessLegend } from '../../shell/completeness.tsx';
import { Money } from '../../shell/money.tsx';
import type { NotFresh } from '../../shell/not-fresh.ts';
import { CalendarCell } from './calendar-cell.tsx';

/** The month as weeks; arrows move by day and week, Page keys by month, Enter opens the day. */
export function Calendar(props: {
  venueId: string;
  month: string;
  today: string;
  /** Of today's figures, while a till does not answer. */
  notFresh: NotFresh | null;
  answer: DaysAnswer;
  onMonth: (month: string) => void;
  /** The day that keys have asked for; it takes the focus once its month is there. */
  wantedDate: RefObject<string | null>;
  /** Below the month. */
  actions?: ReactNode;
}) {
  const { t, format } = useText();
  const { month, today, onMonth } = props;
  const grid = useRef<HTMLTableElement>(null);
  const { wantedDate } = props;
  const [chosen, setChosen] = useState(wantedDate.current ?? today);
  const firstWeekday = firstWeekdayOf(format.locale);
  const weeks = calendarWeeks(month, firstWeekday);
  const byDate = new Map(props.answer.days.map((day) => [day.businessDate, day]));
  const inMonth = props.answer.days.filter((day) => monthOf(day.businessDate) === month);
  const maxMinor = Math.max(0, ...inMonth.map((day) => day.netMinor ?? 0));
  const active = monthOf(chosen) === month && chosen <= today ? chosen : monthStart(month);

  useEffect(() => {
    if (wantedDate.current !== active) return;
    wantedDate.current = null;
    grid.current?.querySelector<HTMLElement>(`[data-date="${active}"]`)?.focus();
  }, [active, wantedDate]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const monthStep = event.key === 'PageUp' ? -1 : event.key === 'PageDown' ? 1 : 0;
    const wanted =
      monthStep === 0
        ? dateAfterKey({ key: event.key, date: active, firstWeekday })
        : monthStart(addMonths(month, monthStep));
    if (wanted === null) return;
    event.preventDefault();
    const next = earlierOf(wanted, today);
    wantedDate.current = next;
    setChosen(next);
    if (monthOf(next) !== month) onMonth(monthOf(next));
  };

  return (
    <Card isFlush className="hidden overflow-hidden md:block">
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are moved through with arrow keys
        role="grid"
        aria-label={t('sales.calendar', { month: format.month(month) })}
        onKeyDown={onKeyDown}
        className="w-full table-fixed border-collapse"
      >
        <thead>
          <tr className="border-b border-line text-left text-xs font-medium text-ink-3">
            {format.weekdays(firstWeekday).map((weekday) => (
              <th
                key={weekday.long}
                scope="col"
                abbr={weekday.long}
                className="px-2.5 py-2 font-medium capitalize"
              >
                {weekday.short}
              </th>
            ))}
            <th scope="col" className="w-28 bg-sunken/60 px-3 py-2 text-right font-medium">
              {t('sales.week')}
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.date} className="border-b border-line last:border-b-0">
              {week.map((cell) => (
                <CalendarCell
                  key={cell.date}
                  venueId={props.venueId}
                  cell={cell}
                  day={byDate.get(cell.date)}
                  currency={props.answer.currency}
                  maxMinor={maxMinor}
                  isFuture={hasNotBegun({
                    date: cell.date,
                    today,
                    day: byDate.get(cell.date),
                  })}
                  notFresh={cell.date === today ? props.notFresh : null}
                  isToday={cell.date === today}
                  isActive={cell.date === active}
                  onFocus={() => setChosen(cell.date)}
                />
              ))}
              <td className="bg-sunken/60 px-3 pt-2 text-right align-top text-sm font-medium">
                <Money
                  look="whole"
                  currency={props.answer.currency}
                  minor={sumKnown(
                    week
                      .filter((cell) => cell.isInMonth)
                      .map((cell) => byDate.get(cell.date)?.netMinor),
                  )}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-2.5">
        <CompletenessLegend />
        {props.actions}
      </div>
    </Card>
  );
}
