import { Link } from '@tanstack/react-router';
import { cx } from '../../../ui/cx.ts';
import type { Day } from '../../api/sales.types.ts';
import { type Translate, useText } from '../../i18n/use-text.ts';
import { type CalendarCell as Cell, heatOf } from '../../lib/calendar-grid.ts';
import type { Formats } from '../../lib/format.ts';
import { CompletenessMark, RestatedMark } from '../../shell/completeness.tsx';
import { Money } from '../../shell/money.tsx';
import type { NotFresh } from '../../shell/not-fresh.ts';
import { adjustedText } from './adjusted.ts';
import { dayWord, shownCompleteness, unusualOf, unusualSentence } from './unusual.ts';

/** What a day says to somebody who does not see the cell. */
export function dayLabel(of: {
  date: string;
  day: Day | undefined;
  currency: string;
  notFresh: NotFresh | null;
  t: Translate;
  format: Formats;
}): string {
  const { day, t, format } = of;
  const parts = [format.dateLong(of.date), dayWord(day, t)];
  if (of.notFresh) parts.push(of.notFresh.long);
  const sentence = unusualSentence(of);
  if (sentence !== null) parts.push(sentence);
  if (day && day.netMinor !== null && day.completeness !== 'no_sales') {
    parts.push(`${t('sales.net')} ${format.money(day.netMinor, of.currency)}`);
    if (day.orders !== null) parts.push(t('sales.orderCount', { count: day.orders }));
  }
  if (day?.restated) parts.push(t('sales.restated'));
  const adjusted = adjustedText(of);
  if (adjusted !== null) parts.push(adjusted);
  return parts.join(', ');
}

export function CalendarCell(props: {
  venueId: string;
  cell: Cell;
  day: Day | undefined;
  currency: string;
  maxMinor: number;
  isFuture: boolean;
  notFresh: NotFresh | null;
  isToday: boolean;
  isActive: boolean;
  onFocus: () => void;
}) {
  const { t, format } = useText();
  const { cell, day, notFresh } = props;
  if (!cell.isInMonth || props.isFuture) {
    return (
      <td className="h-22 border-r border-line bg-sunken/40 p-2.5 align-top text-sm text-ink-3">
        {cell.isInMonth && (
          <>
            {format.dayOfMonth(cell.date)}
            <span className="sr-only">, {t('completeness.future')}</span>
          </>
        )}
      </td>
    );
  }
  const completeness = shownCompleteness(day);
  const hasFigure = day?.netMinor !== null && day !== undefined && day.completeness !== 'no_sales';
  const unusual = unusualOf(day);
  const label = { date: cell.date, day, currency: props.currency, notFresh, t, format };
  const adjusted = adjustedText(label);
  const heat = heatOf(day?.netMinor ?? null, props.maxMinor);
  return (
    <td className="h-22 border-r border-line p-0 align-top">
      <Link
        to="/v/$venueId/sales/$date"
        params={{ venueId: props.venueId, date: cell.date }}
        data-date={cell.date}
        tabIndex={props.isActive ? 0 : -1}
        onFocus={props.onFocus}
        aria-label={dayLabel(label)}
        title={unusualSentence(label) ?? notFresh?.long ?? adjusted ?? undefined}
        aria-current={props.isToday ? 'date' : undefined}
        className={cx(
          'group relative flex h-full flex-col p-2.5 transition-colors',
          'hover:inset-ring-2 hover:inset-ring-accent/50 focus-visible:z-1 focus-visible:-outline-offset-2',
          (completeness === 'missing' || completeness === 'unknown') && 'bg-sunken/40',
        )}
        style={
          heat > 0
            ? {
                backgroundColor: `color-mix(in oklab, var(--c-bar) ${Math.round(3 + heat * 31)}%, var(--c-surface))`,
              }
            : undefined
        }
      >
        <span className="flex items-center justify-between">
          <span
            className={cx(
              'text-sm text-ink-2',
              props.isToday &&
                '-my-0.5 -ml-1 grid h-6 min-w-6 place-items-center rounded-full bg-accent px-1 font-semibold text-on-accent',
            )}
          >
            {format.dayOfMonth(cell.date)}
          </span>
          <span className="flex items-center gap-1">
            {day?.restated && <RestatedMark />}
            <CompletenessMark completeness={completeness} />
          </span>
        </span>
        <span className="mt-auto min-w-0 pt-1">
          {hasFigure && (
            <span className="block truncate text-md leading-tight font-semibold tracking-tight">
              <Money minor={day.netMinor} currency={props.currency} look="whole" />
            </span>
          )}
          {completeness !== 'unknown' && (
            <span className={cx('block truncate text-xs', notFresh ? 'text-warn' : 'text-ink-2')}>
              {completeness === 'complete' && day && day.orders !== null
                ? t('sales.orderCount', { count: day.orders })
                : (notFresh?.short ?? dayWord(day, t))}
            </span>
          )}
          {unusual !== null && completeness === 'suspicious' && (
            <span className="block truncate text-xs text-ink-2">
              {t('unusual.usually', {
                usual: format.money(unusual.usualNetMinor, props.currency, 'whole'),
              })}
            </span>
          )}
          {adjusted !== null && (
            <span className="flex flex-wrap gap-x-1 text-xs text-ink-2">
              <span className="max-w-full truncate">{t('sales.adjustedBy')}</span>
              <Money
                minor={day?.adjustmentsMinor}
                currency={props.currency}
                isSigned
                className="max-w-full truncate"
              />
            </span>
          )}
        </span>
      </Link>
    </td>
  );
}
