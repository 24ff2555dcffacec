import { Link } from '@tanstack/react-router';
import { SparkColumns } from '../../../ui/charts/spark-columns.tsx';
import type { VenueOverview } from '../../api/overview.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { CompletenessMark } from '../../shell/completeness.tsx';
import { Delta } from '../../shell/delta.tsx';
import { Money } from '../../shell/money.tsx';
import { IntegrationDots } from './integration-dots.tsx';

/** One venue today against the same weekday last week up to the same time, and its fortnight. */
export function VenueCard(props: { overview: VenueOverview }) {
  const { t, format } = useText();
  const { venue, today, sameWeekdayLastWeek: last, last14, integrations } = props.overview;
  const known = last14.filter((day) => day.netMinor !== null);
  const columns = [...last14, today];
  const first = last14[0];
  return (
    <article className="relative flex flex-col rounded-lg border border-line bg-surface p-4 shadow-card transition-colors hover:border-line-strong sm:p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate font-semibold">
            <Link
              to="/v/$venueId/sales/$date"
              params={{ venueId: venue.id, date: today.businessDate }}
              className="after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {venue.name}
            </Link>
          </h2>
          <p className="text-xs text-ink-3 first-letter:uppercase">
            {format.dateNear(today.businessDate)}
          </p>
        </div>
        <IntegrationDots venueId={venue.id} integrations={integrations} />
      </div>
      <div className="mt-4 flex items-end justify-between gap-4">
        <div>
          <p className="flex items-center gap-1.5 text-xs font-medium text-ink-3">
            <CompletenessMark completeness={today.completeness} />
            {t('home.netToday')} · {t(`completeness.${today.completeness}`)}
          </p>
          <p className="mt-0.5 text-2xl font-semibold tracking-tight">
            {today.completeness === 'no_sales' ? (
              <span className="text-ink-2">{t('completeness.no_sales')}</span>
            ) : (
              <Money minor={today.netMinor} currency={venue.currency} />
            )}
          </p>
        </div>
        {today.orders !== null && today.orders > 0 && (
          <p className="pb-1 text-sm text-ink-2">
            {t('sales.orderCount', { count: today.orders })}
          </p>
        )}
      </div>
      <p className="mt-1 min-h-5.5 text-sm text-ink-2">
        {last && last.netMinorToSameTime !== null && (
          <>
            <Delta now={today.netMinor} before={last.netMinorToSameTime} />{' '}
            {t('home.vsLastWeek', { weekday: format.weekday(last.businessDate, 'long') })}{' '}
            <Money minor={last.netMinorToSameTime} currency={venue.currency} />
          </>
        )}
      </p>
      <div className="mt-4">
        <SparkColumns
          summary={t('home.sparkSummary', {
            count: known.length,
            max: format.money(
              Math.max(0, ...known.map((day) => day.netMinor ?? 0)),
              venue.currency,
              'whole',
            ),
          })}
          columns={columns.map((day, index) => ({
            id: day.businessDate,
            value: day.netMinor,
            isLast: index === columns.length - 1,
          }))}
        />
        <p className="mt-1.5 flex justify-between text-2xs text-ink-3">
          <span>{first && format.dateShort(first.businessDate)}</span>
          <span>{t('home.today')}</span>
        </p>
      </div>
    </article>
  );
}
