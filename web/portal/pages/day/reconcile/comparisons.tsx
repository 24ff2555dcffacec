import { type DataColumn, DataTable } from '../../../../ui/data-table.tsx';
import type { Comparison } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Money } from '../../../shell/money.tsx';
import { figureName } from './figure-name.ts';

type Row = Comparison & { id: string };

/** Our figures beside the till's, each with its difference; what the till does not tell has none. */
export function Comparisons(props: { comparisons: readonly Comparison[]; currency: string }) {
  const { t } = useText();
  const { currency } = props;
  const columns: DataColumn<Row>[] = [
    {
      id: 'figure',
      header: t('reconcile.figure'),
      isRowHeader: true,
      cell: (row) => (
        <>
          {figureName(row, t)}
          <Remark row={row} currency={currency} />
        </>
      ),
    },
    {
      id: 'ours',
      header: t('reconcile.ours'),
      align: 'right',
      // A phone needs the room for the difference: there ours stands under the till's.
      isWide: true,
      cell: (row) => <Money minor={countedOf(row)} currency={currency} />,
    },
    {
      id: 'till',
      header: t('reconcile.till'),
      align: 'right',
      cell: (row) => (
        <>
          {row.tillMinor === null ? (
            <span className="whitespace-nowrap text-ink-3">{t('reconcile.notTold')}</span>
          ) : (
            <Money minor={row.tillMinor} currency={currency} />
          )}
          <span className="block text-xs text-ink-3 sm:hidden">
            {t('reconcile.ours')} <Money minor={countedOf(row)} currency={currency} />
          </span>
        </>
      ),
    },
    {
      id: 'difference',
      header: t('reconcile.difference'),
      align: 'right',
      cell: (row) =>
        row.differenceMinor === null ? (
          <span className="text-ink-3">
            <span aria-hidden>—</span>
            <span className="sr-only">{t('reconcile.notCompared')}</span>
          </span>
        ) : row.differenceMinor === 0 ? (
          <span className="text-ink-3">{t('reconcile.none')}</span>
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

/** What we count of a figure: the till's bills, and what was added by hand. */
function countedOf({ oursMinor, adjustmentsMinor }: Row): number {
  return (oursMinor ?? 0) + adjustmentsMinor;
}

/** How our figure comes about, where that is more than the till's bills. */
function Remark({ row, currency }: { row: Row; currency: string }) {
  const { t, format } = useText();
  const isUnknown = row.oursMinor === null;
  if (row.adjustmentsMinor === 0 && !isUnknown) return null;
  const amounts = {
    ours: format.money(row.oursMinor ?? 0, currency),
    adjustments: format.money(row.adjustmentsMinor, currency, 'exact', true),
  };
  const text =
    row.adjustmentsMinor === 0 ? t('reconcile.unknownName') : t('reconcile.counted', amounts);
  return <span className="block text-xs text-ink-3">{text}</span>;
}
