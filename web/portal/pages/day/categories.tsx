import { BarList } from '../../../ui/bar-list.tsx';
import { Card } from '../../../ui/card.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import type { DayFigures } from './day-figures.ts';
import { useBillFilter } from './filter-link.ts';

export function Categories(props: DayFigures) {
  const { t, format } = useText();
  const { filter, choose } = useBillFilter();
  const rows = [...props.day.categories].sort((one, other) => other.netMinor - one.netMinor);
  const top = Math.max(1, ...rows.map((row) => row.netMinor));
  return (
    <Card title={t('day.categories')} hint={t('day.pressToFilter')}>
      <BarList
        label={t('day.categories')}
        selectedId={filter.category}
        onSelect={(category) => choose({ category })}
        rows={rows.map((row) => ({
          id: row.name,
          label: row.name === '' ? t('uncategorised') : row.name,
          note: `× ${format.quantity(row.quantity)}`,
          figure: <Money minor={row.netMinor} currency={props.currency} />,
          share: row.netMinor / top,
        }))}
      />
      {rows.length === 0 && <p className="text-ink-2">{t('state.unknown')}</p>}
    </Card>
  );
}
