import { useMemo } from 'react';
import type { DataColumn } from '../../../ui/data-table.tsx';
import type { PosItemSort } from '../../api/sales.queries.ts';
import type { PosItem } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';

const barPercent = (share: number, topShare: number): number =>
  topShare <= 0 ? 0 : Math.max(0, (share / topShare) * 100);

export function useItemColumns(of: {
  currency: string;
  /** The largest share on the page, which fills its bar. */
  topShare: number;
  sort: PosItemSort;
  onSort: (sort: PosItemSort) => void;
}): DataColumn<PosItem>[] {
  const { t, format } = useText();
  const { currency, topShare, sort, onSort } = of;
  return useMemo(() => {
    const by = (name: PosItemSort, direction: 'ascending' | 'descending') => ({
      isActive: sort === name,
      direction,
      onSelect: () => onSort(name),
    });
    return [
      {
        id: 'name',
        header: t('menu.item'),
        isRowHeader: true,
        sort: by('name', 'ascending'),
        cell: (item) => (
          <>
            <span className="line-clamp-3 font-medium wrap-anywhere" title={item.name}>
              {item.name}
            </span>
            <span
              className="line-clamp-2 font-mono text-xs text-ink-3 wrap-anywhere"
              title={item.code}
            >
              {item.code}
            </span>
          </>
        ),
      },
      {
        id: 'category',
        header: t('menu.category'),
        isWide: true,
        cell: (item) => <span className="text-ink-2">{item.category || t('uncategorised')}</span>,
      },
      {
        id: 'quantity',
        header: t('menu.quantity'),
        align: 'right',
        sort: by('quantity', 'descending'),
        cell: (item) => <span className="tnum">{format.quantity(item.quantity)}</span>,
      },
      {
        id: 'revenue',
        header: t('menu.revenue'),
        align: 'right',
        sort: by('revenue', 'descending'),
        cell: (item) => <Money minor={item.netMinor} currency={currency} className="font-medium" />,
      },
      {
        id: 'share',
        header: t('menu.share'),
        isWide: true,
        align: 'right',
        className: 'w-44',
        cell: (item) => (
          <span className="flex items-center justify-end gap-2.5">
            <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-bar"
                style={{ width: `${barPercent(item.share, topShare)}%` }}
              />
            </span>
            <span className="tnum w-12 text-ink-2">{format.percent(item.share, 1)}</span>
          </span>
        ),
      },
    ];
  }, [t, format, currency, topShare, sort, onSort]);
}
