import type { Order } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';

function Row(props: { label: string; minor: number; currency: string; isStrong?: boolean }) {
  return (
    <div className={`flex justify-between gap-4 py-1 ${props.isStrong ? 'font-semibold' : ''}`}>
      <dt className={props.isStrong ? '' : 'text-ink-2'}>{props.label}</dt>
      <dd>
        <Money minor={props.minor} currency={props.currency} />
      </dd>
    </div>
  );
}

/** From gross to what was paid; parts that are nothing are left out. */
export function BillMoney(props: { order: Order; currency: string }) {
  const { t } = useText();
  const { order, currency } = props;
  const row = (label: string, minor: number) =>
    minor === 0 ? null : <Row label={label} minor={minor} currency={currency} />;
  return (
    <div className="rounded-lg bg-sunken px-4 py-3">
      <dl>
        <Row label={t('day.gross')} minor={order.grossMinor} currency={currency} />
        {row(t('day.discounts'), -order.discountMinor)}
        {row(t('day.comps'), -order.compMinor)}
        <Row label={t('sales.net')} minor={order.netMinor} currency={currency} isStrong />
        {row(t('day.taxes'), order.taxMinor)}
        {row(t('day.service'), order.serviceChargeMinor)}
        {row(t('day.tips'), order.tipMinor)}
      </dl>
      {order.payments.length > 0 && (
        <dl aria-label={t('bill.payments')} className="mt-2 border-t border-line-strong pt-2">
          {order.payments.map((payment, index) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: payments have no id and keep their order
              key={index}
              label={t('bill.paidWith', { tender: payment.tender || t('day.notTold') })}
              minor={payment.amountMinor + payment.tipMinor}
              currency={currency}
            />
          ))}
        </dl>
      )}
    </div>
  );
}
