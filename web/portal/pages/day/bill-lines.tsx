import { cx } from '../../../ui/cx.ts';
import { Pill } from '../../../ui/pill.tsx';
import type { Order, OrderLine } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';

function LineName(props: { line: OrderLine; currency: string }) {
  const { t, format } = useText();
  const { line } = props;
  return (
    <>
      <span className={cx('font-medium', line.kind === 'void' && 'text-ink-3 line-through')}>
        {line.itemName}
      </span>{' '}
      {line.kind !== 'sale' && (
        <Pill tone={line.kind === 'refund' ? 'bad' : 'neutral'}>{t(`line.${line.kind}`)}</Pill>
      )}
      <span className="block text-xs text-ink-3">
        {[line.itemCode, line.category || t('uncategorised')].filter(Boolean).join(' · ')}
      </span>
      {line.modifiers.map((modifier) => (
        <span key={`${modifier.code} ${modifier.name}`} className="block text-sm text-ink-2">
          + <bdi>{modifier.name}</bdi>
          {modifier.quantity !== '1' && ` × ${format.quantity(modifier.quantity)}`}
          {modifier.unitPriceMinor !== 0 && (
            <>
              {' '}
              <Money minor={modifier.unitPriceMinor} currency={props.currency} isSigned />
            </>
          )}
        </span>
      ))}
      {line.discountMinor !== 0 && (
        <span className="block text-sm text-ink-2">
          {t('day.discounts')} <Money minor={-line.discountMinor} currency={props.currency} />
        </span>
      )}
    </>
  );
}

export function BillLines(props: { order: Order; currency: string }) {
  const { t, format } = useText();
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('bill.lines')}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-ink-3">
          <th scope="col" className="w-10 min-w-10 py-1.5 font-medium">
            {t('bill.quantity')}
          </th>
          <th scope="col" className="px-2 py-1.5 font-medium">
            {t('bill.item')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t('bill.net')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.order.lines.map((line, index) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their order
            key={index}
            className="border-b border-line align-top last:border-b-0"
          >
            <td className="tnum py-2">{format.quantity(line.quantity)}</td>
            <th
              scope="row"
              className="w-full max-w-0 overflow-x-clip px-2 py-2 font-normal wrap-anywhere"
            >
              <LineName line={line} currency={props.currency} />
            </th>
            <td className="py-2 text-right whitespace-nowrap">
              <Money minor={line.netMinor} currency={props.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
