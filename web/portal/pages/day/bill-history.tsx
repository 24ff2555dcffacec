import type { Order } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { BillImports } from './bill-imports.tsx';

const known = new Set([
  'late',
  'edited',
  'closed',
  'voided',
  'gone',
  'returned',
  'day_rule_changed',
]);
type ChangeKind =
  | 'late'
  | 'edited'
  | 'closed'
  | 'voided'
  | 'gone'
  | 'returned'
  | 'day_rule_changed';

/** How the bill came here and what happened to it since. */
export function BillHistory(props: { order: Order; currency: string }) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const { order, currency } = props;
  return (
    <section aria-labelledby="bill-history">
      <h3 id="bill-history" className="mb-2 text-sm font-semibold">
        {t('bill.history')}
      </h3>
      <ol className="space-y-2 border-l-2 border-line pl-4 text-sm">
        {order.changes.map((change) => (
          <li key={change.at}>
            <span className="font-medium">
              {known.has(change.kind) ? t(`change.${change.kind as ChangeKind}`) : change.kind}
            </span>
            {change.was?.netMinor !== undefined && change.now?.netMinor !== undefined && (
              <>
                {' '}
                <Money
                  minor={change.was.netMinor}
                  currency={currency}
                  className="text-ink-3 line-through"
                />{' '}
                <Money minor={change.now.netMinor} currency={currency} />
              </>
            )}
            <span className="tnum block text-xs text-ink-3">
              {format.instant(change.at, venue?.timeZone)}
            </span>
          </li>
        ))}
        <BillImports order={order} venueId={venue?.id} timeZone={venue?.timeZone} />
      </ol>
    </section>
  );
}
