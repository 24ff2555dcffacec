import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Dialog } from '../../../ui/dialog.tsx';
import { isolated } from '../../../ui/isolated.ts';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { orderQuery } from '../../api/sales.queries.ts';
import type { Order } from '../../api/sales.types.ts';
import { type Translate, useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { RawPayload } from '../../shell/raw-payload.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { BillHistory } from './bill-history.tsx';
import { BillLines } from './bill-lines.tsx';
import { BillMoney } from './bill-money.tsx';
import { BillState } from './bill-state.tsx';
import type { DayFigures } from './day-figures.ts';
import { usePlaceNames } from './use-place-names.ts';

/** One bill as the till told it, beside the day it belongs to. */
export function BillDrawer(props: DayFigures) {
  const { t } = useText();
  const { bill } = useSearch({ from: '/app/v/$venueId/sales/$date' });
  const navigate = useNavigate({ from: '/v/$venueId/sales/$date' });
  const query = useQuery({
    ...orderQuery({ venueId: props.venueId, orderId: bill ?? '' }),
    enabled: bill !== undefined,
  });
  const close = () =>
    void navigate({ search: (search) => ({ ...search, bill: undefined }), resetScroll: false });
  const order = query.data;
  return (
    <Dialog
      kind="side"
      isOpen={bill !== undefined}
      onClose={close}
      closeLabel={t('action.close')}
      title={order ? titleOf(order, t) : t('bill.bill')}
      description={order && <BillMeta venueId={props.venueId} order={order} />}
    >
      {query.isPending && <SkeletonLines count={8} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {order && (
        <div className="space-y-6">
          {!order.balanced && <Notice tone="warn">{t('bill.unbalancedText')}</Notice>}
          {order.gone && <Notice tone="bad">{t('bill.goneText')}</Notice>}
          <BillLines order={order} currency={props.currency} />
          <BillMoney order={order} currency={props.currency} />
          <BillHistory order={order} currency={props.currency} />
          {order.raw !== undefined && order.raw !== null && <RawPayload raw={order.raw} />}
        </div>
      )}
    </Dialog>
  );
}

const titleOf = (order: Order, t: Translate): string =>
  order.dayOnly === 'sum' ? t('bill.sum') : t('bill.title', { key: order.number });

function BillMeta(props: { venueId: string; order: Order }) {
  const { t, format } = useText();
  const nameOf = usePlaceNames(props.venueId);
  const timeZone = useCurrentVenue()?.timeZone ?? 'UTC';
  const { order } = props;
  const parts = [
    order.dayOnly ? t('bill.noTime') : format.instant(order.openedAt, timeZone),
    !order.dayOnly &&
      order.closedAt &&
      t('bill.closedAt', { at: format.time(order.closedAt, timeZone) }),
    order.employee,
    order.guests > 0 && t('sales.guestCount', { count: order.guests }),
    order.revenueCentre,
    order.orderType,
    nameOf({ integrationId: order.integrationId, label: order.locationLabel }),
  ].filter((part): part is string => typeof part === 'string' && part !== '');
  return (
    <span className="block">
      <span className="tnum block">{parts.map(isolated).join(' · ')}</span>
      {order.customer !== null && (
        <span className="block overflow-x-clip wrap-anywhere">
          {t('bill.customer')} <bdi className="font-medium text-ink">{order.customer}</bdi>
        </span>
      )}
      <span className="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">
        <BillState order={order} />
      </span>
    </span>
  );
}
