import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Onboarding, OnboardingStep } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';
import { FirstImport } from './first-import.tsx';
import { FilledMail, SentRequest } from './request-step.tsx';
import { importHelp } from './step-title.ts';

interface BodyProps {
  list: Onboarding;
  step: OnboardingStep;
  venue: { id: string; name: string; timeZone: string };
}

/** What a step that ticks itself, or one that is done, has to say. */
export function StepBody(props: BodyProps) {
  const { step } = props.step;
  if (step === 'request_access') return <SentRequest {...props} venueName={props.venue.name} />;
  if (step === 'wait') return <Wait {...props} />;
  if (step === 'keys') return <Keys {...props} />;
  if (step === 'verify') return <Verify {...props} />;
  if (step === 'first_import') return <Import {...props} />;
  if (step === 'map_revenue') return <Mapping {...props} />;
  return null;
}

function Wait({ list, step, venue }: BodyProps) {
  const { t, format } = useText();
  const { wait, providerName: provider } = list;
  if (!wait?.since || !wait.askAgainAt) return null;
  const since = format.instant(wait.since, venue.timeZone);
  const until = format.instant(wait.askAgainAt, venue.timeZone);
  if (step.state === 'waiting') {
    return <p className="text-ink">{t('onboarding.waiting', { since, until })}</p>;
  }
  if (step.state !== 'overdue') return null;
  return (
    <div className="space-y-3">
      <Notice tone="warn">
        {t('onboarding.overdue', { provider, max: wait.hoursMax, since })}
      </Notice>
      <FilledMail
        list={list}
        venueName={venue.name}
        kind="reminder"
        identities={list.request?.identities ?? []}
      />
    </div>
  );
}

function Keys({ list, step, venue }: BodyProps) {
  const { t } = useText();
  if (step.state === 'done') {
    const names = list.request?.identities.join(', ');
    return names ? <p>{t('onboarding.keysSaved', { names })}</p> : null;
  }
  return <AddIntegration step={step} venueId={venue.id} />;
}

function AddIntegration(props: { step: OnboardingStep; venueId: string }) {
  const { t } = useText();
  const mayAdd = useMay('integrations:write');
  if (!mayAdd) return null;
  return (
    <Link
      to="/v/$venueId/settings/integrations/add"
      params={{ venueId: props.venueId }}
      className={buttonClass(props.step.state === 'current' ? 'primary' : 'secondary')}
    >
      {t('integrations.add')}
    </Link>
  );
}

function Verify({ list, step }: BodyProps) {
  const { t } = useText();
  if (step.state === 'trouble') return <Trouble list={list} text={list.trouble?.message ?? ''} />;
  return <p>{t(step.state === 'done' ? 'onboarding.verified' : 'onboarding.verifyHelp')}</p>;
}

function Import({ list, step, venue }: BodyProps) {
  const { t } = useText();
  if (step.state === 'done') {
    return <p>{t('onboarding.imported', { count: list.import?.ordersImported ?? 0 })}</p>;
  }
  return (
    <div className="space-y-3">
      {step.state === 'running' && list.import && <FirstImport backfill={list.import} />}
      {step.state === 'trouble' && (
        <Trouble list={list} text={list.trouble?.message ?? t('onboarding.importStopped')} />
      )}
      {(step.state === 'upcoming' || step.state === 'current') && <p>{t(importHelp(list))}</p>}
      {step.state === 'current' && list.integrationId === null && (
        <AddIntegration step={step} venueId={venue.id} />
      )}
    </div>
  );
}

function Mapping({ list }: BodyProps) {
  const { t } = useText();
  return <p>{t('onboarding.mapHelp', { count: list.mapping.posItems })}</p>;
}

function Trouble(props: { list: Onboarding; text: string }) {
  const { t } = useText();
  const { venueId, integrationId } = props.list;
  return (
    <Notice
      tone="bad"
      action={
        integrationId && (
          <Link
            to="/v/$venueId/settings/integrations/$integrationId"
            params={{ venueId, integrationId }}
            className={buttonClass('secondary', 'sm')}
          >
            {t('onboarding.seeIntegration')}
          </Link>
        )
      }
    >
      {props.text}
    </Notice>
  );
}
