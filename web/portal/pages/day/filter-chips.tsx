import { Icon } from '../../../ui/icon.tsx';
import type { BillFilter } from '../../api/sales.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';
import { useBillFilter } from './filter-link.ts';

/** What the bills are narrowed to; each chip lets go of its part. */
export function FilterChips(props: { format: Formats }) {
  const { t } = useText();
  const { filter, clear } = useBillFilter();
  const words: Record<keyof BillFilter, string | undefined> = {
    category: filter.category === '' ? t('uncategorised') : filter.category,
    hour: filter.hour === undefined ? undefined : props.format.hour(filter.hour),
    tender: filter.tender === '' ? t('day.notTold') : filter.tender,
    only: filter.only === undefined ? undefined : t(`bill.only.${filter.only}`),
  };
  const chips = Object.entries(words).filter(([, word]) => word !== undefined) as [
    keyof BillFilter,
    string,
  ][];
  return (
    <ul aria-label={t('bill.filters')} aria-live="polite" className="flex flex-wrap gap-1.5">
      {chips.map(([name, word]) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => clear(name)}
            aria-label={t('bill.clearFilter', { name: word })}
            className="flex h-7 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-3 text-sm font-medium text-accent hover:bg-hover"
          >
            {word}
            <Icon name="close" size={15} />
          </button>
        </li>
      ))}
    </ul>
  );
}
