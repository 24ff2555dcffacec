import { useNavigate } from '@tanstack/react-router';
import { ChartFrame } from '../../../ui/charts/chart-frame.tsx';
import { ColumnChart } from '../../../ui/charts/column-chart.tsx';
import { Legend } from '../../../ui/charts/legend.tsx';
import type { DaysAnswer } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { addDays, listDates, monthEnd, monthStart } from '../../lib/dates.ts';
import { Money } from '../../shell/money.tsx';

/** Net per day, with the same weekday four weeks earlier behind it. */
export function MonthTrend(props: {
  venueId: string;
  month: string;
  today: string;
  answer: DaysAnswer;
}) {
  const { t, format } = useText();
  const navigate = useNavigate();
  const { currency } = props.answer;
  const byDate = new Map(props.answer.days.map((day) => [day.businessDate, day]));
  const rows = listDates(monthStart(props.month), monthEnd(props.month)).map((date) => ({
    date,
    value: date > props.today ? null : (byDate.get(date)?.netMinor ?? null),
    ghost: byDate.get(addDays(date, -28))?.netMinor ?? null,
  }));
  const words = { showTable: t('chart.showTable'), showChart: t('chart.showChart') };
  return (
    <ChartFrame
      title={t('sales.trend')}
      hint={t('sales.trendHint')}
      labels={words}
      legend={
        <Legend
          items={[
            { label: format.month(props.month), look: 'bar' },
            { label: t('sales.fourWeeksEarlier'), look: 'ghost' },
          ]}
        />
      }
      table={{
        caption: t('sales.trend'),
        head: [t('sales.day'), t('sales.net'), t('sales.fourWeeksEarlier')],
        rows: rows
          .filter((row) => row.date <= props.today)
          .map((row) => ({
            id: row.date,
            cells: [
              format.dateShort(row.date),
              <Money key="now" minor={row.value} currency={currency} />,
              <Money key="before" minor={row.ghost} currency={currency} />,
            ],
          })),
      }}
    >
      <ColumnChart
        summary={`${t('sales.trend')}, ${format.month(props.month)}`}
        formatTick={(value) => format.money(value, currency, 'compact')}
        onSelect={(date) =>
          date <= props.today &&
          void navigate({
            to: '/v/$venueId/sales/$date',
            params: { venueId: props.venueId, date },
          })
        }
        columns={rows.map((row) => ({
          id: row.date,
          tick: format.dayOfMonth(row.date),
          label: `${format.dateLong(row.date)}${t('colon')}${row.value === null ? t('money.none') : format.money(row.value, currency)}`,
          value: row.value,
          ghost: row.ghost,
          tooltip: (
            <>
              <span className="block font-medium first-letter:uppercase">
                {format.dateLong(row.date)}
              </span>
              <Money minor={row.value} currency={currency} className="font-semibold" />
              {row.ghost !== null && (
                <span className="block text-ink-3">
                  {t('sales.fourWeeksEarlier')}
                  {t('colon')}
                  <Money minor={row.ghost} currency={currency} />
                </span>
              )}
            </>
          ),
        }))}
      />
    </ChartFrame>
  );
}
