import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ChoiceGroup } from '../../../ui/choice.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { inputClass } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { downloadPosItems, type PosItemSort, posItemsQuery } from '../../api/sales.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { addDays, businessDateAt } from '../../lib/dates.ts';
import { ExportButton } from '../../shell/export-button.tsx';
import { Money } from '../../shell/money.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { useItemColumns } from './item-columns.tsx';

const periods = [7, 30, 90, 365] as const;

/** What the tills sell: POS items by revenue. */
export function MenuPage() {
  const { t, format } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/menu' });
  const venue = useCurrentVenue();
  const [days, setDays] = useState<number>(30);
  const [sort, setSort] = useState<PosItemSort>('revenue');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const currency = venue?.currency ?? 'USD';
  const to = venue
    ? businessDateAt({ ms: nowMs(), timeZone: venue.timeZone, cutoff: venue.cutoff })
    : '';
  const list = { venueId, from: addDays(to, 1 - days), to, sort, search: wanted };
  const query = useInfiniteQuery(posItemsQuery(list));
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const topShare = Math.max(0, ...items.map((item) => item.share));
  const columns = useItemColumns({ currency, topShare, sort, onSort: setSort });
  const total = query.data?.pages[0]?.totalNetMinor ?? null;
  return (
    <>
      <PageHeader
        title={t('nav.menu')}
        hint={t('menu.hint')}
        actions={
          <ChoiceGroup
            legend={t('menu.period')}
            isLegendHidden
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
            choices={periods.map((count) => ({
              value: String(count),
              label: t(`menu.days.${count}`),
            }))}
          />
        }
      />
      <Card isFlush className="overflow-hidden">
        <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 sm:px-5">
          <div className="relative w-full sm:w-72">
            <Icon
              name="search"
              size={16}
              className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
            />
            <input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              aria-label={t('menu.search')}
              placeholder={t('menu.search')}
              className={`${inputClass} !pl-9`}
            />
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 max-sm:w-full">
            {total !== null && (
              <p className="text-sm text-ink-2" aria-live="polite">
                {t('sales.net')}, {format.dateShort(list.from)} – {format.dateShort(to)}
                {t('colon')}
                <Money minor={total} currency={currency} className="font-semibold text-ink" />
              </p>
            )}
            {items.length > 0 && <ExportButton download={() => downloadPosItems(list)} />}
          </div>
        </div>
        {query.isPending && <SkeletonLines count={8} label={t('state.loading')} className="p-5" />}
        {query.isError && (
          <QueryProblem className="m-4" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && items.length === 0 && (
          <EmptyState icon="menu" title={t(wanted ? 'menu.noMatch' : 'menu.empty')}>
            {t(wanted ? 'menu.noMatchText' : 'menu.emptyText')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <DataTable
            caption={t('nav.menu')}
            rows={items}
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
    </>
  );
}
