import { type DataColumn, DataTable } from '../../../../ui/data-table.tsx';
import type { Comparison } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Money } from '../../../shell/money.tsx';

type Row = Comparison & { id: string };

/** Our figures beside the till's, each with its difference; what the till does not tell has none. */
export function Comparisons(props: { comparisons: readonly Comparison[]; currency: string }) {
  const { t } = useText();
  const { currency } = props;
  const nameOf = ({ dimension, name }: Row): string => {
    if (dimension === 'net') return t('reconcile.net');
    if (dimension === 'tax' && name === '') return t('reconcile.tax');
    return name === '' ? t('uncategorised') : name;
  };
  const columns: DataColumn<Row>[] = [
    {
      id: 'figure',
      header: t('reconcile.figure'),
      isRowHeader: true,
      cell: (row) => (
        <>
          {nameOf(row)}
          {row.oursMinor === null && (
            <span className="block text-xs text-ink-3">{t('reconcile.unknownName')}</span>
          )}
        </>
      ),
    },
    {
      id: 'ours',
      header: t('reconcile.ours'),
      align: 'right',
      // Our figures stand above on the same page; a phone needs the room for the difference.
      isWide: true,
      cell: (row) => <Money minor={row.oursMinor ?? 0} currency={currency} />,
    },
    {
      id: 'till',
      header: t('reconcile.till'),
      align: 'right',
      cell: (row) =>
        row.tillMinor === null ? (
          <span className="text-ink-3">{t('reconcile.notTold')}</span>
        ) : (
          <Money minor={row.tillMinor} currency={currency} />
        ),
    },
    {
      id: 'difference',
      header: t('reconcile.difference'),
      align: 'right',
      cell: (row) =>
        row.differenceMinor === null || row.differenceMinor === 0 ? (
          <span className="text-ink-3">
            {t(row.differenceMinor === null ? 'reconcile.notCompared' : 'reconcile.none')}
          </span>
        ) : (
          <Money
            minor={row.differenceMinor}
            currency={currency}
            isSigned
            className="font-semibold text-warn"
          />
        ),
    },
  ];
  const rows = props.comparisons.map((each) => ({ ...each, id: `${each.dimension} ${each.name}` }));
  return <DataTable caption={t('reconcile.report')} rows={rows} columns={columns} />;
}
