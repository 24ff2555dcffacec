import type { ReactNode } from 'react';
import { Card } from '../../../ui/card.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Delta } from '../../shell/delta.tsx';
import { Money } from '../../shell/money.tsx';
import type { DayFigures } from './day-figures.ts';

function Term(props: {
  sign?: '−' | '=' | '+';
  label: string;
  children: ReactNode;
  isResult?: boolean;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1.5 sm:block sm:py-0">
      <dt className="flex items-baseline gap-2 text-sm text-ink-2 sm:text-xs sm:text-ink-3">
        {props.sign && (
          <span className="w-3 text-ink-3 sm:hidden" aria-hidden>
            {props.sign}
          </span>
        )}
        {props.label}
      </dt>
      <dd
        className={
          props.isResult
            ? 'text-lg font-semibold tracking-tight sm:text-xl'
            : 'text-md font-medium tracking-tight sm:text-lg'
        }
      >
        {props.children}
      </dd>
    </div>
  );
}

const Operator = (props: { children: string }) => (
  <span aria-hidden className="hidden self-end pb-px text-lg text-ink-3 sm:block">
    {props.children}
  </span>
);

/** The one definition of a sale, with this day's numbers in it. */
export function MoneyModel(props: DayFigures) {
  const { t, format } = useText();
  const { day, currency } = props;
  const money = (minor: number | null) => (
    <Money
      minor={minor}
      currency={currency}
      {...(day.areBillsTold ? {} : { noneText: t('day.notTold') })}
    />
  );
  const unknown = day.areBillsTold ? '—' : t('day.notTold');
  const counted = (count: number | null) => (count === null ? unknown : format.count(count));
  const last = day.sameWeekdayLastWeek;
  return (
    <Card title={t('day.howNet')} hint={t('day.howNetHint')}>
      <div className="flex flex-wrap items-end gap-x-10 gap-y-5">
        <dl className="w-full divide-y divide-line sm:flex sm:w-auto sm:flex-wrap sm:items-end sm:gap-x-4 sm:gap-y-3 sm:divide-y-0">
          <Term label={t('day.gross')}>{money(day.grossMinor)}</Term>
          <Operator>−</Operator>
          <Term sign="−" label={t('day.discounts')}>
            {money(day.discountMinor)}
          </Term>
          <Operator>−</Operator>
          <Term sign="−" label={t('day.comps')}>
            {money(day.compMinor)}
          </Term>
          <Operator>=</Operator>
          <Term sign="=" label={t('sales.net')} isResult>
            {money(day.netMinor)}
          </Term>
        </dl>
        {last && (
          <p className="text-sm text-ink-2 sm:ml-auto sm:text-right">
            {day.completeness !== 'open' && (
              <Delta now={day.netMinor} before={last.netMinor} className="text-md" />
            )}
            <span className="block text-xs text-ink-3">
              {t('day.lastWeek', { date: format.dateShort(last.businessDate) })}{' '}
              <Money minor={last.netMinor} currency={currency} />
            </span>
          </p>
        )}
      </div>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line pt-4 sm:flex sm:flex-wrap sm:gap-x-10">
        <Apart label={t('day.taxes')}>{money(day.taxMinor)}</Apart>
        <Apart label={t('day.tips')}>{money(day.tipMinor)}</Apart>
        <Apart label={t('day.service')}>{money(day.serviceChargeMinor)}</Apart>
        <Apart label={t('sales.orders')}>{counted(day.orders)}</Apart>
        <Apart label={t('day.guests')}>{counted(day.guests)}</Apart>
        <Apart label={t('sales.average')}>
          {day.areBillsTold
            ? money(
                day.netMinor !== null && day.orders ? Math.round(day.netMinor / day.orders) : null,
              )
            : t('day.notTold')}
        </Apart>
      </dl>
    </Card>
  );
}

function Apart(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{props.label}</dt>
      <dd className="tnum font-medium">{props.children}</dd>
    </div>
  );
}
