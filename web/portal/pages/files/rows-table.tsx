import { useMemo } from 'react';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import type { ColumnRole, FileRow } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';

type Row = FileRow & { id: string };

/** Rows of a file as they are understood, for a person to compare with the till. */
export function RowsTable(props: {
  rows: readonly FileRow[];
  currency: string;
  roles: readonly ColumnRole[];
}) {
  const { t } = useText();
  const columns = useColumns(props);
  const rows = useMemo(
    () => props.rows.map((row, index) => ({ ...row, id: String(index) })),
    [props.rows],
  );
  return <DataTable caption={t('mapping.rows')} rows={rows} columns={columns} />;
}

function useColumns({ currency, roles }: { currency: string; roles: readonly ColumnRole[] }) {
  const { t, format } = useText();
  const hasTimes = roles.includes('time') || roles.includes('dateTime');
  // Without a column for them, bills are named by us.
  const hasReceipts = roles.includes('receipt');
  return useMemo<DataColumn<Row>[]>(() => {
    const money = (
      id: 'grossMinor' | 'discountMinor' | 'netMinor' | 'taxMinor',
      header: string,
      className = '',
    ): DataColumn<Row> => ({
      ...{ id, header, className, align: 'right' },
      isWide: id !== 'netMinor',
      cell: (row) => <Money minor={row[id]} currency={currency} noneText={t('day.notTold')} />,
    });
    return [
      {
        id: 'item',
        header: t('mapping.itemColumn'),
        isRowHeader: true,
        cell: (row) => <Item row={row} hasReceipts={hasReceipts} />,
      },
      {
        id: 'when',
        header: t('mapping.when'),
        cell: (row) => (
          <span className="tnum sm:whitespace-nowrap">
            {format.date(row.businessDate)}
            {hasTimes && (
              <span className="block text-xs text-ink-3">
                {format.wallTime(row.wallTime.slice(11))}
              </span>
            )}
          </span>
        ),
      },
      {
        id: 'quantity',
        header: t('mapping.quantity'),
        align: 'right',
        cell: (row) => <span className="tnum">{format.quantity(row.quantity)}</span>,
      },
      money('grossMinor', t('mapping.gross'), 'max-lg:!hidden'),
      money('discountMinor', t('mapping.discount'), 'max-lg:!hidden'),
      money('taxMinor', t('mapping.tax')),
      money('netMinor', t('mapping.net')),
    ];
  }, [t, format, currency, hasTimes, hasReceipts]);
}

function Item(props: { row: FileRow; hasReceipts: boolean }) {
  const { itemName, itemCode, category, modifiers, receipt, customer = '' } = props.row;
  const more = [itemCode === itemName ? '' : itemCode, category, ...modifiers];
  if (props.hasReceipts) more.push(receipt);
  more.push(customer);
  return (
    <>
      <span className="block font-medium break-words">{itemName}</span>
      <span className="block text-xs text-ink-3">
        {more.filter((text) => text !== '').join(' · ')}
      </span>
    </>
  );
}
