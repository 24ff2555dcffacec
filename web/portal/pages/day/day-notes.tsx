import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useBillFilter } from './filter-link.ts';

/** What a reader must know before trusting the figures: what is unread, odd or unbalanced. */
export function DayNotes(props: { day: DayDetail }) {
  const { t } = useText();
  const { filter, choose } = useBillFilter();
  const { day } = props;
  const show = (only: 'open' | 'unbalanced') => (
    <Button
      size="sm"
      className="-my-1"
      aria-pressed={filter.only === only}
      onClick={() => choose({ only })}
    >
      {t('day.showBills')}
    </Button>
  );
  const suspicions = day.locations.filter((location) => location.suspicion !== null);
  const unread = day.locations.filter(
    (location) => location.completeness === 'missing' || location.completeness === 'partial',
  );
  const unbalanced = day.unbalancedOrders ?? 0;
  const open = day.openOrders ?? 0;
  return (
    <div className="space-y-2 empty:hidden">
      {suspicions.map((location) => (
        <Notice key={location.label} tone="bad">
          <strong className="font-semibold">{location.label}: </strong>
          {location.suspicion}
        </Notice>
      ))}
      {day.completeness === 'partial' && (
        <Notice tone="warn">
          {unread.length > 0
            ? t('day.partialLocations', {
                names: unread.map((location) => location.label).join(', '),
              })
            : t('day.partial')}
        </Notice>
      )}
      {unbalanced > 0 && (
        <Notice tone="warn" action={show('unbalanced')}>
          {t('day.unbalanced', { count: unbalanced })}
        </Notice>
      )}
      {open > 0 && <Notice action={show('open')}>{t('day.openBills', { count: open })}</Notice>}
    </div>
  );
}
