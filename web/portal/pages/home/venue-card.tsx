import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SparkColumns } from '../../../ui/charts/spark-columns.tsx';
import type { VenueOverview } from '../../api/overview.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { isPartialSum } from '../../lib/lacking.ts';
import { CompletenessMark } from '../../shell/completeness.tsx';
import { Delta } from '../../shell/delta.tsx';
import { Money } from '../../shell/money.tsx';
import { notFreshOf } from '../../shell/not-fresh.ts';
import { tellLacking } from '../../shell/tell-lacking.ts';
import { fortnightFigures, weekdayHindrance } from './fortnight-figures.ts';
import { IntegrationDots } from './integration-dots.tsx';

/** One venue today against the same weekday last week up to the same time, and its fortnight. */
export function VenueCard(props: { overview: VenueOverview }) {
  const { format } = useText();
  const { venue, today, integrations } = props.overview;
  return (
    <article className="relative flex flex-col rounded-lg border border-line bg-surface shadow-card transition-colors hover:border-line-strong">
      <div className="flex items-start justify-between gap-3 px-4 pt-4 sm:px-5 sm:pt-5">
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
      <div className="px-4 pb-4 sm:px-5">
        <Today {...props} />
        <Fortnight {...props} />
      </div>
      <WeekFigures {...props} />
    </article>
  );
}

function Today(props: { overview: VenueOverview }) {
  const { t, format } = useText();
  const { venue, today, sameWeekdayLastWeek: last } = props.overview;
  const hindrance = weekdayHindrance(props.overview);
  const notFresh = notFreshOf({ overview: props.overview, t, format });
  return (
    <div className="mt-4">
      <p className="flex items-center gap-1.5 text-xs font-medium text-ink-3">
        <CompletenessMark completeness={today.completeness} />
        <span>
          {t('home.netToday')} ·{' '}
          {notFresh ? (
            <span className="text-warn">{notFresh.long}</span>
          ) : (
            t(`completeness.${today.completeness}`)
          )}
        </span>
      </p>
      <p className="mt-0.5 flex items-baseline justify-between gap-4">
        <span className="text-2xl font-semibold tracking-tight">
          {today.completeness === 'no_sales' ? (
            <span className="text-ink-2">{t('completeness.no_sales')}</span>
          ) : (
            <Money minor={today.netMinor} currency={venue.currency} />
          )}
        </span>
        {today.orders !== null && today.orders > 0 && (
          <span className="text-sm text-ink-2">
            {t('sales.orderCount', { count: today.orders })}
          </span>
        )}
      </p>
      <p className="mt-1 flex min-h-5 flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-2">
        {hindrance && (
          <span>
            {t(`home.notComparable.${hindrance.why}`, {
              weekday: format.weekday(hindrance.businessDate, 'long'),
            })}
          </span>
        )}
        {hindrance === null && last && last.netMinorToSameTime !== null && (
          <>
            <span>
              <Delta now={today.netMinor} before={last.netMinorToSameTime} />{' '}
              {t('home.vsLastWeek', { weekday: format.weekday(last.businessDate, 'long') })}
            </span>
            <Money minor={last.netMinorToSameTime} currency={venue.currency} />
          </>
        )}
      </p>
    </div>
  );
}

function Fortnight(props: { overview: VenueOverview }) {
  const { t, format } = useText();
  const { venue, today, last14 } = props.overview;
  const known = last14.flatMap((day) => day.netMinor ?? []);
  const columns = [...last14, today];
  const first = last14[0];
  const best = format.money(Math.max(0, ...known), venue.currency, 'whole');
  return (
    <div className="mt-4">
      <SparkColumns
        summary={t('home.sparkSummary', { count: known.length, max: best })}
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
  );
}

function WeekFigures(props: { overview: VenueOverview }) {
  const { t, format } = useText();
  const { venue, last14 } = props.overview;
  const { yesterday, week, weekLacking, weekBefore } = fortnightFigures(last14);
  const isYesterdayPartial = yesterday?.completeness === 'partial';
  return (
    <dl className="mt-auto grid grid-cols-2 divide-x divide-line border-t border-line">
      <WeekFigure label={t('home.yesterday')}>
        {yesterday?.completeness === 'no_sales' ? (
          t('completeness.no_sales')
        ) : (
          <Money minor={yesterday?.netMinor} currency={venue.currency} />
        )}
        {isYesterdayPartial && <Lacks completeness="partial">{t('completeness.partial')}</Lacks>}
      </WeekFigure>
      <WeekFigure label={t('home.sevenDays')}>
        <Money minor={week} currency={venue.currency} />{' '}
        <Delta now={week} before={weekBefore} className="text-xs" />
        {isPartialSum(weekLacking) && (
          <Lacks completeness={weekLacking.partial > 0 ? 'partial' : 'missing'}>
            {tellLacking(weekLacking, { t, format })}
          </Lacks>
        )}
      </WeekFigure>
    </dl>
  );
}

/** What a figure leaves out, below it. */
const Lacks = (props: { completeness: 'partial' | 'missing'; children: string }) => (
  <span className="flex items-center gap-1 text-xs font-normal text-ink-2">
    <CompletenessMark completeness={props.completeness} />
    {props.children}
  </span>
);

const WeekFigure = (props: { label: string; children: ReactNode }) => (
  <div className="px-4 py-3 sm:px-5">
    <dt className="text-xs text-ink-3">{props.label}</dt>
    <dd className="tnum font-medium">{props.children}</dd>
  </div>
);
