import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { AttentionItem } from '../../api/overview.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { AttentionList } from '../../shell/attention-list.tsx';

/** What somebody should look at in all venues, also when that is nothing. */
export function Attention(props: { items: readonly AttentionItem[] }) {
  const { t } = useText();
  return (
    <Card title={t('home.attention')} isFlush className="pb-2">
      {props.items.length === 0 && (
        <p className="flex items-center gap-2 px-5 pb-3 text-ink-2">
          <Icon name="check" className="text-good" />
          {t('home.nothing')}
        </p>
      )}
      <AttentionList items={props.items} />
    </Card>
  );
}
