import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { cancelBackfill, restartBackfill } from '../../api/actions.ts';
import type { Backfill, Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { durationText } from '../../lib/relative-time.ts';
import { useMay } from '../../shell/session.ts';
import { useIntegrationAction } from './use-integration-action.ts';

/** The first import while it runs, and what became of it when it did not reach its end. */
export function ImportProgress(props: { integration: Integration }) {
  const { backfill } = props.integration;
  if (backfill === null || backfill.state === 'done' || !props.integration.active) return null;
  const isLive = backfill.state === 'running' || backfill.state === 'pending';
  return isLive ? (
    <LiveImport integration={props.integration} backfill={backfill} />
  ) : (
    <StoppedImport integration={props.integration} backfill={backfill} />
  );
}

function LiveImport(props: { integration: Integration; backfill: Backfill }) {
  const { t, format } = useText();
  const { backfill, integration } = props;
  const mayWrite = useMay('integrations:write');
  const cancel = useIntegrationAction({
    integration,
    run: () => cancelBackfill(integration.id),
    done: 'import.cancelled',
  });
  const percent = t('import.percent', { percent: format.percent(backfill.percent / 100) });
  const eta =
    backfill.etaSeconds === null
      ? t('import.etaUnknown')
      : t('import.eta', { time: durationText(backfill.etaSeconds, format.locale) });
  return (
    <div className="rounded-lg bg-sunken px-4 py-3">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="font-medium">{t('import.title')}</p>
        {mayWrite && (
          <Button size="sm" look="ghost" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('import.cancel')}
          </Button>
        )}
      </div>
      <Progress percent={backfill.percent} label={t('import.title')} text={`${percent}, ${eta}`} />
      <p className="tnum mt-2 flex flex-wrap gap-x-4 text-sm text-ink-2">
        <span className="font-medium text-ink">{percent}</span>
        <span>{t('import.orders', { count: backfill.ordersImported })}</span>
        {backfill.reachedDate && (
          <span>{t('import.reached', { date: format.date(backfill.reachedDate) })}</span>
        )}
        <span className="ml-auto">{eta}</span>
      </p>
    </div>
  );
}

function StoppedImport(props: { integration: Integration; backfill: Backfill }) {
  const { t, format } = useText();
  const { backfill, integration } = props;
  const mayWrite = useMay('integrations:write');
  const restart = useIntegrationAction({
    integration,
    run: () => restartBackfill(integration.id),
    done: 'import.restarted',
  });
  return (
    <Notice
      tone={backfill.state === 'failed' ? 'bad' : 'info'}
      action={
        mayWrite && (
          <Button
            size="sm"
            isBusy={restart.isPending}
            onClick={() => restart.mutate()}
            className="-my-1"
          >
            {t('import.restart')}
          </Button>
        )
      }
    >
      {t(backfill.state === 'failed' ? 'import.failedText' : 'import.cancelledText', {
        date: backfill.reachedDate ? format.date(backfill.reachedDate) : '—',
        count: backfill.ordersImported,
      })}
    </Notice>
  );
}
