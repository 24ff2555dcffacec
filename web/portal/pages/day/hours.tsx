import { useQuery } from '@tanstack/react-query';
import { ChartFrame } from '../../../ui/charts/chart-frame.tsx';
import { ColumnChart } from '../../../ui/charts/column-chart.tsx';
import { Legend } from '../../../ui/charts/legend.tsx';
import { dayQuery } from '../../api/sales.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import type { DayFigures } from './day-figures.ts';
import { useBillFilter } from './filter-link.ts';
import { pairHours } from './pair-hours.ts';

/** Net by hour of the business day, last week's same weekday behind it. */
export function Hours(props: DayFigures) {
  const { t, format } = useText();
  const { filter, choose } = useBillFilter();
  const { day, currency } = props;
  const lastWeek = day.sameWeekdayLastWeek;
  const before = useQuery({
    ...dayQuery({ venueId: props.venueId, businessDate: lastWeek?.businessDate ?? '' }),
    enabled: lastWeek !== null && lastWeek.netMinor !== null,
  });
  const rows = pairHours(day.hours, before.data?.hours ?? []);
  const lastWeekName = lastWeek
    ? t('day.sameWeekday', { date: format.dateShort(lastWeek.businessDate) })
    : '';
  return (
    <ChartFrame
      title={t('day.hours')}
      hint={t('day.pressToFilter')}
      labels={{ showTable: t('chart.showTable'), showChart: t('chart.showChart') }}
      legend={
        <Legend
          items={[
            { label: format.dateShort(day.businessDate), look: 'bar' as const },
            ...(lastWeek ? [{ label: lastWeekName, look: 'ghost' as const }] : []),
          ]}
        />
      }
      table={{
        caption: t('day.hours'),
        head: [t('day.hour'), t('sales.orders'), t('sales.net'), lastWeekName || t('day.before')],
        rows: rows.map((row) => ({
          id: row.hour,
          cells: [
            format.hour(row.hour),
            row.orders,
            <Money key="now" minor={row.netMinor} currency={currency} />,
            <Money key="before" minor={row.beforeMinor} currency={currency} />,
          ],
        })),
      }}
    >
      <ColumnChart
        summary={t('day.hours')}
        formatTick={(value) => format.money(value, currency, 'compact')}
        selectedId={filter.hour}
        onSelect={(hour) => choose({ hour })}
        columns={rows.map((row) => ({
          id: row.hour,
          tick: format.hour(row.hour),
          label: `${format.hour(row.hour)}${t('colon')}${format.money(row.netMinor, currency)}, ${t('sales.orderCount', { count: row.orders })}`,
          value: row.netMinor,
          ghost: row.beforeMinor,
          tooltip: (
            <>
              <span className="block font-medium">{format.hour(row.hour)}</span>
              <Money minor={row.netMinor} currency={currency} className="font-semibold" />
              <span className="text-ink-2"> · {t('sales.orderCount', { count: row.orders })}</span>
              {row.beforeMinor !== null && (
                <span className="block text-ink-3">
                  {lastWeekName}
                  {t('colon')}
                  <Money minor={row.beforeMinor} currency={currency} />
                </span>
              )}
            </>
          ),
        }))}
      />
    </ChartFrame>
  );
}
