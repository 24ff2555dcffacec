import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { resumeIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { useIntegrationAction } from './use-integration-action.ts';

/** Why an integration is not healthy, since when, what happens next and what to do about it. */
export function StatusReason(props: { integration: Integration }) {
  const { t, format } = useText();
  const venue = useCurrentVenue();
  const mayWrite = useMay('integrations:write');
  const { integration } = props;
  const resume = useIntegrationAction({
    integration,
    run: () => resumeIntegration(integration.id),
    done: 'integrations.resumed',
  });
  const reason = integration.statusReason;
  if (reason === null || !integration.active || integration.status === 'Healthy') return null;
  const isCalledOff = integration.status === 'CalledOff';
  return (
    <Notice
      tone={isCalledOff ? 'bad' : 'warn'}
      action={
        isCalledOff &&
        mayWrite && (
          <Button
            size="sm"
            isBusy={resume.isPending}
            onClick={() => resume.mutate()}
            className="-my-1"
          >
            {t('integrations.resume')}
          </Button>
        )
      }
    >
      <p>{reason.message}</p>
      <p className="mt-0.5 text-xs">
        {reason.since && (
          <>
            {t('integrations.since')} {format.instant(reason.since, venue?.timeZone)}
            {', '}
            {t('integrations.failures', { count: reason.failureCount })}
            {'. '}
          </>
        )}
        {isCalledOff
          ? t('integrations.calledOffText')
          : reason.nextAttemptAt && (
              <>
                {t('integrations.nextAttempt')}{' '}
                <Relative at={reason.nextAttemptAt} timeZone={venue?.timeZone} />.
              </>
            )}
      </p>
    </Notice>
  );
}
