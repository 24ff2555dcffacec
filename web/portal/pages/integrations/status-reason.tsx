import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { resumeIntegration } from '../../api/actions.ts';
import type { Integration, StatusReason as Reason } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { CopyDiagnostic } from './copy-diagnostic.tsx';
import { NextAttempt } from './next-attempt.tsx';
import { useIntegrationAction } from './use-integration-action.ts';
import { isSentToUs, sentKind, useProvider } from './use-provider.ts';
import { useWaitingFile } from './waiting-file.ts';
import { WaitingFileLink } from './waiting-file-link.tsx';

/** Why an integration is not healthy, since when, what happens next, and whom to call. */
export function StatusReason(props: { integration: Integration; isDiagnosticElsewhere?: boolean }) {
  const { t } = useText();
  const mayWrite = useMay('integrations:write');
  const { integration } = props;
  const provider = useProvider(integration.provider);
  const waiting = useWaitingFile(integration);
  const reason = integration.statusReason;
  // Silence is not about any file that came.
  const file = integration.status === 'Failed' ? waiting : null;
  if (reason === null || !integration.active || integration.status === 'Healthy') return null;
  const isCalledOff = integration.status === 'CalledOff';
  return (
    <Notice
      tone={isCalledOff ? 'bad' : 'warn'}
      action={
        <div className="flex flex-wrap gap-2 self-start">
          {!props.isDiagnosticElsewhere && (
            <CopyDiagnostic integration={integration} className="-my-1" />
          )}
          {file && <WaitingFileLink file={file} />}
          {isCalledOff && mayWrite && !isSentToUs(provider) && <Resume integration={integration} />}
        </div>
      }
    >
      <p>
        {file && (
          <>
            <bdi className="font-medium break-words">{file.name}</bdi>
            {t('colon')}
          </>
        )}
        {reason.message}
      </p>
      <WhatNext reason={reason} isCalledOff={isCalledOff} sent={sentKind(provider)} />
      {provider?.vendorContact && (
        <p className="mt-0.5 text-xs">
          {t('integrations.whomToCall', { contact: provider.vendorContact })}
        </p>
      )}
    </Notice>
  );
}

/** Asks the till first: only what answers again is taken up. */
function Resume(props: { integration: Integration }) {
  const { t } = useText();
  const { integration } = props;
  const resume = useIntegrationAction({
    integration,
    run: () => resumeIntegration(integration.id),
    done: 'integrations.resumed',
  });
  return (
    <Button size="sm" isBusy={resume.isPending} onClick={() => resume.mutate()} className="-my-1">
      {t('integrations.resume')}
    </Button>
  );
}

function WhatNext(props: {
  reason: Reason;
  isCalledOff: boolean;
  /** How sales come by themselves: nobody tries anything again then. */
  sent: 'file' | 'push' | null;
}) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  const { reason, sent } = props;
  const since = reason.since === null ? '' : format.instant(reason.since, timeZone);
  const isCounted = sent === null && reason.failureCount > 0;
  return (
    <p className="mt-0.5 text-xs">
      {reason.since && (
        <>
          {t(reason.failureCount > 0 ? 'integrations.since' : 'integrations.silentSince')} {since}
          {isCounted && (
            <>
              {', '}
              {t('integrations.failures', { count: reason.failureCount })}
            </>
          )}
          {isCounted || !since.endsWith('.') ? '. ' : ' '}
        </>
      )}
      {props.isCalledOff && sent !== null && t('integrations.calledOffSent')}
      {!props.isCalledOff && sent !== null && t(`integrations.sentRule.${sent}`)}
      {!props.isCalledOff && <NextAttempt reason={reason} timeZone={timeZone} />}
    </p>
  );
}
