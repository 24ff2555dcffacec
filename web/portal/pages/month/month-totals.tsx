import { Notice } from '../../../ui/notice.tsx';
import { useText } from '../../i18n/use-text.ts';
import { addMonths } from '../../lib/dates.ts';
import { Delta } from '../../shell/delta.tsx';
import { Money } from '../../shell/money.tsx';
import { Stat, StatRow } from '../../shell/stat.tsx';
import type { MonthFigures } from './month-figures.ts';

export function MonthTotals(props: { figures: MonthFigures; currency: string; month: string }) {
  const { t, format } = useText();
  const { figures, currency } = props;
  const { comparison } = figures;
  const previous = addMonths(props.month, -1);
  const against = comparison.isWholeMonth
    ? t('sales.vsMonth', { month: format.month(previous) })
    : t('sales.vsMonthTo', { month: format.monthShort(previous), day: comparison.untilDay });
  const compared = (now: number | null, before: number | null) =>
    before === null || now === null || comparison.untilDay === 0 ? undefined : (
      <>
        <Delta now={now} before={before} /> {against}
      </>
    );
  return (
    <div className="space-y-3">
      <StatRow
        label={t('sales.totals')}
        className="grid-cols-2 lg:grid-cols-4 max-lg:[&>*:nth-child(n+3)]:border-t [&>*:nth-child(even)]:border-l lg:[&>*+*]:border-l [&>*]:border-line"
      >
        <Stat
          label={t('sales.net')}
          value={<Money minor={figures.netMinor} currency={currency} />}
          note={compared(comparison.netMinor, comparison.beforeNetMinor)}
        />
        <Stat
          label={t('sales.orders')}
          value={
            <span className="tnum">
              {figures.orders === null ? '—' : format.count(figures.orders)}
            </span>
          }
          note={compared(comparison.orders, comparison.beforeOrders)}
        />
        <Stat
          label={t('sales.average')}
          value={<Money minor={figures.averageMinor} currency={currency} />}
          note={figures.guests ? t('sales.guestCount', { count: figures.guests }) : undefined}
        />
        <Stat
          label={t('sales.busiest')}
          value={figures.busiest ? format.dateShort(figures.busiest.businessDate) : '—'}
          note={
            figures.busiest && (
              <>
                <span className="capitalize">
                  {format.weekday(figures.busiest.businessDate, 'long')}
                </span>
                {', '}
                <Money minor={figures.busiest.netMinor} currency={currency} />
              </>
            )
          }
        />
      </StatRow>
      {figures.netMinor !== null && figures.missingCount > 0 && (
        <Notice tone="warn">{t('sales.missingDays', { count: figures.missingCount })}</Notice>
      )}
      {figures.suspiciousCount > 0 && (
        <Notice tone="bad">{t('sales.suspiciousDays', { count: figures.suspiciousCount })}</Notice>
      )}
    </div>
  );
}
