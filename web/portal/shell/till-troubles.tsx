import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/card.tsx';
import type { AttentionItem } from '../api/overview.types.ts';
import { overviewQuery } from '../api/queries.ts';
import { useText } from '../i18n/use-text.ts';
import { AttentionList } from './attention-list.tsx';

/** What keeps a venue's sales from arriving, beside those sales, until it is solved. */
export function TillTroubles(props: { venueId: string }) {
  const { t } = useText();
  const { data } = useQuery({ ...overviewQuery(), refetchInterval: 60_000 });
  const items = tillTroubles(data?.attention ?? [], props.venueId);
  if (items.length === 0) return null;
  return (
    <Card title={t('home.attention')} isFlush className="mb-5 pb-1">
      <AttentionList items={items} />
    </Card>
  );
}

/** Of all that needs attention, what concerns the venue's tills; a first failed check belongs too. */
export function tillTroubles(items: readonly AttentionItem[], venueId: string): AttentionItem[] {
  return items.filter(
    (item) =>
      item.venueId === venueId &&
      Boolean(item.integrationId) &&
      (item.severity !== 'info' || item.kind === 'failed'),
  );
}
