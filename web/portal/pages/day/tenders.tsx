import { BarList } from '../../../ui/bar-list.tsx';
import { Card } from '../../../ui/card.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import type { DayFigures } from './day-figures.ts';
import { useBillFilter } from './filter-link.ts';

export function Tenders(props: DayFigures) {
  const { t } = useText();
  const { filter, choose } = useBillFilter();
  const rows = [...props.day.tenders].sort((one, other) => other.amountMinor - one.amountMinor);
  const top = Math.max(1, ...rows.map((row) => row.amountMinor));
  return (
    <Card title={t('day.tenders')} hint={t('day.tendersHint')}>
      <BarList
        label={t('day.tenders')}
        selectedId={filter.tender}
        onSelect={(tender) => choose({ tender })}
        rows={rows.map((row) => ({
          id: row.name,
          label: row.name === '' ? t('day.notTold') : row.name,
          ...(props.day.areBillsTold ? { note: `× ${row.count}` } : {}),
          figure: <Money minor={row.amountMinor} currency={props.currency} />,
          share: row.amountMinor / top,
        }))}
      />
      {rows.length === 0 && <p className="text-ink-2">{t('day.noTenders')}</p>}
    </Card>
  );
}
