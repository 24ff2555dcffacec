import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { download, get, post } from './client.ts';
import type { Page } from './company.types.ts';
import type { DayDetail, DaysAnswer, Order, PosItem, QuarantinedBill } from './sales.types.ts';

export const daysQuery = (of: { venueId: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['days', of.venueId, of.from, of.to],
    queryFn: ({ signal }) =>
      get<DaysAnswer>(
        `/api/v1/venues/${of.venueId}/sales/days`,
        { from: of.from, to: of.to },
        signal,
      ),
  });

export const dayQuery = (of: { venueId: string; businessDate: string }) =>
  queryOptions({
    queryKey: ['day', of.venueId, of.businessDate],
    queryFn: ({ signal }) =>
      get<DayDetail>(
        `/api/v1/venues/${of.venueId}/sales/days/${of.businessDate}`,
        undefined,
        signal,
      ),
  });

/** Bills that are something else than plainly sold. */
export const billsOnly = ['closed', 'open', 'void', 'gone', 'unbalanced'] as const;
export type BillsOnly = (typeof billsOnly)[number];

export interface BillFilter {
  category?: string | undefined;
  hour?: string | undefined;
  tender?: string | undefined;
  only?: BillsOnly | undefined;
}

export const ordersQuery = (of: { venueId: string; businessDate: string; filter: BillFilter }) =>
  infiniteQueryOptions({
    queryKey: ['orders', of.venueId, of.businessDate, of.filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Order>>(
        `/api/v1/venues/${of.venueId}/sales/orders`,
        { businessDate: of.businessDate, ...of.filter, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** The lines of bills of these days as a file for a spreadsheet. */
export const downloadLines = (of: {
  venueId: string;
  from: string;
  to: string;
  filter?: BillFilter;
}) =>
  download(`/api/v1/venues/${of.venueId}/sales/lines.csv`, {
    ...{ from: of.from, to: of.to },
    ...of.filter,
  });

export const orderQuery = (of: { venueId: string; orderId: string }) =>
  queryOptions({
    queryKey: ['order', of.venueId, of.orderId],
    queryFn: ({ signal }) =>
      get<Order>(`/api/v1/venues/${of.venueId}/sales/orders/${of.orderId}`, undefined, signal),
  });

export const quarantineStates = ['waiting', 'dismissed'] as const;
export type QuarantineState = (typeof quarantineStates)[number];

export const quarantineQuery = (
  { venueId, id }: { venueId: string; id: string },
  state: QuarantineState,
) =>
  infiniteQueryOptions({
    queryKey: ['quarantine', venueId, id, state],
    queryFn: ({ pageParam, signal }) =>
      get<Page<QuarantinedBill>>(
        `/api/v1/venues/${venueId}/quarantine`,
        { cursor: pageParam, limit: 50, integration: id, state },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

const decideQuarantined =
  (verb: 'dismiss' | 'restore') =>
  ({ venueId, id }: { venueId: string; id: string }) =>
    post<QuarantinedBill>(`/api/v1/venues/${venueId}/quarantine/${id}/${verb}`);
export const dismissQuarantined = decideQuarantined('dismiss');
export const restoreQuarantined = decideQuarantined('restore');

export type PosItemSort = 'revenue' | 'quantity' | 'name';

interface ItemsOf {
  venueId: string;
  from: string;
  to: string;
  sort: PosItemSort;
  search: string;
}

/** All items of the list as a file for a spreadsheet. */
export const downloadPosItems = ({ venueId, ...wanted }: ItemsOf) =>
  download(`/api/v1/venues/${venueId}/pos-items.csv`, wanted);

export const posItemsQuery = (of: ItemsOf) =>
  infiniteQueryOptions({
    queryKey: ['pos-items', of.venueId, of],
    queryFn: ({ pageParam, signal }) =>
      get<Page<PosItem> & { totalNetMinor: number }>(
        `/api/v1/venues/${of.venueId}/pos-items`,
        {
          state: 'all',
          sort: of.sort,
          from: of.from,
          to: of.to,
          search: of.search,
          cursor: pageParam,
          limit: 100,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
