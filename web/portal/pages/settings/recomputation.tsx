import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { Venue } from '../../api/company.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** The days being computed anew after a day rule changed. */
export function Recomputation(props: { venue: Venue }) {
  const { t } = useText();
  const { recomputation } = props.venue;
  if (recomputation === null || recomputation.state === 'done') return null;
  if (recomputation.state === 'failed') {
    return <Notice tone="bad">{t('settings.recomputeFailed')}</Notice>;
  }
  const text = t('settings.recomputeDays', {
    done: recomputation.daysDone,
    total: recomputation.daysTotal,
  });
  return (
    <Card title={t('settings.recomputing')}>
      <Progress percent={recomputation.percent} label={t('settings.recomputing')} text={text} />
      <p className="tnum mt-2 text-sm text-ink-2" aria-live="polite">
        {text}
      </p>
    </Card>
  );
}
