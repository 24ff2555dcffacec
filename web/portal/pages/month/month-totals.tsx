import type { ReactNode } from 'react';
import { Notice } from '../../../ui/notice.tsx';
import { useText } from '../../i18n/use-text.ts';
import { addMonths } from '../../lib/dates.ts';
import { isPartialSum } from '../../lib/lacking.ts';
import { CompletenessMark } from '../../shell/completeness.tsx';
import { Delta } from '../../shell/delta.tsx';
import { Money } from '../../shell/money.tsx';
import { Stat, StatRow } from '../../shell/stat.tsx';
import { tellHindrance } from '../../shell/tell-lacking.ts';
import type { MonthFigures } from './month-figures.ts';

export function MonthTotals(props: { figures: MonthFigures; currency: string; month: string }) {
  const { t, format } = useText();
  const { figures, currency } = props;
  const { comparison } = figures;
  const previous = addMonths(props.month, -1);
  const against = comparison.isWholeMonth
    ? t('sales.vsMonth', { month: format.month(previous) })
    : t('sales.vsMonthTo', { month: format.monthShort(previous), day: comparison.untilDay });
  const { hindrance } = comparison;
  const compared = (now: number | null, before: number | null) =>
    before === null || now === null || comparison.untilDay === 0 ? undefined : (
      <>
        <Delta now={now} before={before} /> {against}
      </>
    );
  const isUnheard = figures.netMinor === null;
  const isPartial = !isUnheard && isPartialSum(figures.lacking);
  const isYet = hindrance !== null && hindrance.lacking.importing > 0;
  const inWords = (long: boolean) => {
    if (hindrance === null || isUnheard) return undefined;
    if (long) return tellHindrance(hindrance, { t, format });
    return t(isYet ? 'sales.notComparableYetShort' : 'sales.notComparableShort');
  };
  return (
    <div className="space-y-3">
      <StatRow
        label={t('sales.totals')}
        className="grid-cols-2 lg:grid-cols-4 max-lg:[&>*:nth-child(n+3)]:border-t [&>*:nth-child(even)]:border-l lg:[&>*+*]:border-l [&>*]:border-line"
      >
        <Stat
          label={t('sales.net')}
          value={
            <PartialSum isPartial={isPartial}>
              <Money minor={figures.netMinor} currency={currency} />
            </PartialSum>
          }
          note={inWords(true) ?? compared(comparison.netMinor, comparison.beforeNetMinor)}
        />
        <Stat
          label={t('sales.orders')}
          value={
            <PartialSum isPartial={isPartial && figures.orders !== null}>
              <span className="tnum">
                {figures.orders === null ? '—' : format.count(figures.orders)}
              </span>
            </PartialSum>
          }
          note={
            figures.orders === null
              ? undefined
              : (inWords(false) ?? compared(comparison.orders, comparison.beforeOrders))
          }
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
      {isPartial && figures.lacking.importing > 0 && (
        <Notice>{t('sales.importingDays', { count: figures.lacking.importing })}</Notice>
      )}
      {isPartial && figures.lacking.missing > 0 && (
        <Notice tone="warn">{t('sales.missingDays', { count: figures.lacking.missing })}</Notice>
      )}
      {isPartial && figures.lacking.partial > 0 && (
        <Notice tone="warn">{t('sales.partialDays', { count: figures.lacking.partial })}</Notice>
      )}
      {figures.suspiciousCount > 0 && (
        <Notice tone="bad">{t('sales.suspiciousDays', { count: figures.suspiciousCount })}</Notice>
      )}
    </div>
  );
}

/** A sum with the mark of one that leaves sales out. */
function PartialSum(props: { isPartial: boolean; children: ReactNode }) {
  const { t } = useText();
  if (!props.isPartial) return props.children;
  return (
    <span className="inline-flex items-center gap-1.5" title={t('sales.partialSum')}>
      {props.children}
      <CompletenessMark completeness="partial" />
      <span className="sr-only">{t('sales.partialSum')}</span>
    </span>
  );
}
