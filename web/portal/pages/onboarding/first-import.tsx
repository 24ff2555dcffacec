import { Progress } from '../../../ui/progress.tsx';
import type { Backfill } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { durationText } from '../../lib/relative-time.ts';

/** How far the first import has come, and how long it still takes. */
export function FirstImport(props: { backfill: Backfill }) {
  const { t, format } = useText();
  const { percent, etaSeconds, ordersImported, reachedDate } = props.backfill;
  const share = format.percent(percent / 100);
  const eta =
    etaSeconds === null
      ? t('import.etaUnknown')
      : t('import.eta', { time: durationText(etaSeconds, format.locale) });
  return (
    <div>
      <Progress percent={percent} label={t('import.title')} text={`${share}, ${eta}`} />
      <p className="tnum mt-2 flex flex-wrap gap-x-4 text-sm text-ink-2">
        <span className="font-medium text-ink">{share}</span>
        <span>{t('import.orders', { count: ordersImported })}</span>
        {reachedDate && <span>{t('import.reached', { date: format.date(reachedDate) })}</span>}
        <span className="ml-auto">{eta}</span>
      </p>
    </div>
  );
}
