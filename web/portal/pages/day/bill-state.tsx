import { Pill } from '../../../ui/pill.tsx';
import type { Order } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** What sets a bill apart: open, voided, gone at the vendor, changed, or not adding up. */
export function BillState(props: { order: Order }) {
  const { t } = useText();
  const { order } = props;
  return (
    <>
      {order.gone && <Pill tone="bad">{t('bill.gone')}</Pill>}
      {order.state === 'open' && <Pill tone="accent">{t('bill.open')}</Pill>}
      {order.state === 'void' && <Pill>{t('bill.void')}</Pill>}
      {!order.balanced && <Pill tone="warn">{t('bill.unbalanced')}</Pill>}
      {order.changes.length > 0 && <Pill tone="accent">{t('bill.changed')}</Pill>}
    </>
  );
}
