import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { cx } from '../../../ui/cx.ts';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { isolated } from '../../../ui/isolated.ts';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { downloadLines, ordersQuery } from '../../api/sales.queries.ts';
import type { Order } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { ExportButton } from '../../shell/export-button.tsx';
import { Money } from '../../shell/money.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { BillState } from './bill-state.tsx';
import type { DayFigures } from './day-figures.ts';
import { FilterChips } from './filter-chips.tsx';
import { useBillFilter } from './filter-link.ts';

const shownItems = 3;

const itemsOf = (order: Order): string => {
  const names = order.lines.map((line) => isolated(line.itemName));
  const rest = names.length - shownItems;
  return names.slice(0, shownItems).join(', ') + (rest > 0 ? ` +${rest}` : '');
};

function useBillColumns(props: DayFigures): DataColumn<Order>[] {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone ?? 'UTC';
  const { venueId, currency, day } = props;
  return useMemo(
    () => [
      {
        id: 'time',
        header: t('bill.time'),
        cell: (order) => (
          <span className="tnum whitespace-nowrap">
            {order.dayOnly ? t('bill.noTime') : format.time(order.openedAt, timeZone)}
          </span>
        ),
        className: 'w-24',
      },
      {
        id: 'bill',
        header: t('bill.bill'),
        isRowHeader: true,
        cell: (order) => (
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              to="/v/$venueId/sales/$date"
              params={{ venueId, date: day.businessDate }}
              search={(search) => ({ ...search, bill: order.id })}
              resetScroll={false}
              className={cx(
                'font-medium after:absolute after:inset-0 focus-visible:outline-none',
                'focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
              )}
            >
              {order.dayOnly === 'sum' ? t('bill.sum') : order.number}
            </Link>
            <BillState order={order} />
          </span>
        ),
      },
      {
        id: 'items',
        header: t('bill.items'),
        isWide: true,
        cell: (order) => <span className="line-clamp-1 text-ink-2">{itemsOf(order)}</span>,
      },
      {
        id: 'employee',
        header: t('bill.employee'),
        isWide: true,
        cell: (order) => <span className="text-ink-2">{order.employee ?? ''}</span>,
        className: 'max-lg:!hidden',
      },
      {
        id: 'tender',
        header: t('bill.paid'),
        isWide: true,
        cell: (order) => (
          <span className="text-ink-2">
            {[
              ...new Set(order.payments.map(({ tender }) => isolated(tender || t('day.notTold')))),
            ].join(', ')}
          </span>
        ),
      },
      {
        id: 'net',
        header: t('bill.net'),
        align: 'right',
        cell: (order) => (
          <Money
            minor={order.netMinor}
            currency={currency}
            className={cx('font-medium', (order.gone || order.state === 'void') && 'line-through')}
          />
        ),
      },
    ],
    [t, format, timeZone, venueId, currency, day.businessDate],
  );
}

/** The bills behind the numbers: all of the day, or those a pressed number is made of. */
export function Bills(props: DayFigures) {
  const { t, format } = useText();
  const { filter, isFiltered } = useBillFilter();
  const query = useInfiniteQuery(
    ordersQuery({ venueId: props.venueId, businessDate: props.day.businessDate, filter }),
  );
  const columns = useBillColumns(props);
  const date = props.day.businessDate;
  const orders = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return (
    <div id="bills" className="scroll-mt-20 md:scroll-mt-4">
      <Card
        isFlush
        title={t('bill.bills')}
        hint={
          isFiltered || props.day.orders === null
            ? undefined
            : t('sales.orderCount', { count: props.day.orders })
        }
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <FilterChips format={format} />
            {orders.length > 0 && (
              <ExportButton
                download={() =>
                  downloadLines({ venueId: props.venueId, from: date, to: date, filter })
                }
              />
            )}
          </div>
        }
      >
        {query.isPending && <SkeletonLines count={6} label={t('state.loading')} className="p-4" />}
        {query.isError && (
          <QueryProblem className="m-4" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && orders.length === 0 && (
          <p className="px-5 pb-6 text-ink-2">
            {t(isFiltered ? 'bill.noneFiltered' : 'bill.none')}
          </p>
        )}
        {orders.length > 0 && (
          <DataTable
            caption={t('bill.bills')}
            rows={orders}
            columns={columns}
            isStale={query.isPlaceholderData}
          />
        )}
        {query.hasNextPage && (
          <div className="border-t border-line p-3 text-center">
            <Button
              size="sm"
              isBusy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('action.loadMore')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}
