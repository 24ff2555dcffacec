import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { ScrollRegion } from './scroll-region.tsx';

export interface DataColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'right';
  /** Hidden below the `sm` width; what it says must not be the only way to learn it. */
  isWide?: boolean;
  /** The first such column names the row for assistive technology. */
  isRowHeader?: boolean;
  /** Makes the header a button that asks for this order. */
  sort?: { isActive: boolean; direction: 'ascending' | 'descending'; onSelect: () => void };
  className?: string;
}

const features = tableFeatures({});

const cellClass = (column: DataColumn<never>): string =>
  cx(
    'px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5',
    column.align === 'right' && 'text-right',
    column.isWide && 'hidden sm:table-cell',
    column.className,
  );

/** A dense table over rows with an id. Order and paging are the server's; this draws. */
export function DataTable<Row extends { id: string }>(props: {
  caption: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  isStale?: boolean;
}) {
  const { columns } = props;
  const definitions = useMemo(
    () =>
      columns.map<ColumnDef<typeof features, Row>>((column) => ({
        id: column.id,
        header: column.header,
        cell: (context) => column.cell(context.row.original),
      })),
    [columns],
  );
  const table = useTable({
    features,
    data: props.rows,
    columns: definitions,
    getRowId: (row) => row.id,
  });
  const byId = new Map(columns.map((column) => [column.id, column as DataColumn<never>]));
  return (
    <ScrollRegion
      label={props.caption}
      className={cx('relative transition-opacity', props.isStale && 'opacity-60')}
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{props.caption}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-3">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={column.sort?.isActive ? column.sort.direction : undefined}
                className={cx(
                  cellClass(column as DataColumn<never>),
                  'py-2 font-medium whitespace-nowrap',
                )}
              >
                {column.sort ? (
                  <SortButton header={column.header} sort={column.sort} />
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className="relative border-b border-line transition-colors last:border-b-0 hover:bg-hover/50"
            >
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                if (!column) return null;
                const Cell = column.isRowHeader ? 'th' : 'td';
                return (
                  <Cell
                    key={cell.id}
                    {...(column.isRowHeader ? { scope: 'row' } : {})}
                    className={cx(cellClass(column), 'py-2 font-normal')}
                  >
                    <table.FlexRender cell={cell} />
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function SortButton(props: { header: string; sort: NonNullable<DataColumn<never>['sort']> }) {
  return (
    <button
      type="button"
      onClick={props.sort.onSelect}
      className={cx(
        'inline-flex items-center gap-1 rounded-sm hover:text-ink',
        props.sort.isActive && 'text-ink',
      )}
    >
      {props.header}
      <Icon
        name={props.sort.isActive && props.sort.direction === 'ascending' ? 'arrowUp' : 'arrowDown'}
        size={13}
        className={props.sort.isActive ? '' : 'opacity-0'}
      />
    </button>
  );
}
