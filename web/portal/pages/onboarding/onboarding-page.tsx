import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { cx } from '../../../ui/cx.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { Venue } from '../../api/company.types.ts';
import { dismissOnboarding, type Onboarding, onboardingQuery } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { StepRow } from './step-row.tsx';
import { countSteps } from './step-title.ts';
import { useOnboardingAction } from './use-onboarding-action.ts';

/** The way of a venue to its first import, step by step. */
export function OnboardingPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/onboarding' });
  const { provider } = useSearch({ from: '/app/v/$venueId/onboarding' });
  const venue = useCurrentVenue();
  const query = useQuery(onboardingQuery(venueId, provider));
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending || !venue) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <Skeleton className="h-96 w-full max-w-3xl rounded-lg" />
      </div>
    );
  }
  return <Checklist key={`${venueId} ${query.data.provider}`} list={query.data} venue={venue} />;
}

function Checklist(props: { list: Onboarding; venue: Venue }) {
  const { t } = useText();
  const { list, venue } = props;
  const mayTick = useMay('integrations:write');
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={t('onboarding.title', { provider: list.providerName })}
        hint={
          <>
            <bdi>{venue.name}</bdi> · {t('onboarding.progress', countSteps(list))}
          </>
        }
      />
      <div className="space-y-5">
        {!list.finished && !list.dismissed && (
          <p className="text-ink-2">
            {t('onboarding.hint')} {!mayTick && t('onboarding.readOnly')}
          </p>
        )}
        {!list.finished && list.dismissed && <PutAway list={list} />}
        {list.finished ? <Finished {...props} /> : <Steps {...props} />}
      </div>
    </div>
  );
}

function Steps({ list, venue }: { list: Onboarding; venue: Venue }) {
  return (
    <Card isFlush>
      <ol>
        {list.steps.map((step, index) => (
          <StepRow key={step.step} list={list} step={step} number={index + 1} venue={venue} />
        ))}
      </ol>
    </Card>
  );
}

/** All done: the steps are behind a button. */
function Finished(props: { list: Onboarding; venue: Venue }) {
  const { t } = useText();
  const { list, venue } = props;
  return (
    <>
      <Notice
        tone="good"
        action={
          <Link
            to="/v/$venueId/sales"
            params={{ venueId: venue.id }}
            className={cx(buttonClass('secondary', 'sm'), '-my-1')}
          >
            {t('onboarding.seeSales')}
          </Link>
        }
      >
        {t('onboarding.finished', { provider: list.providerName })}
      </Notice>
      <details>
        <summary className="mb-3 w-fit cursor-pointer rounded-sm font-medium text-accent">
          {t('onboarding.showSteps')}
        </summary>
        <Steps {...props} />
      </details>
    </>
  );
}

function PutAway(props: { list: Onboarding }) {
  const { t } = useText();
  const mayTick = useMay('integrations:write');
  const takeOut = useOnboardingAction({ run: () => dismissOnboarding(props.list, false) });
  return (
    <Notice
      action={
        mayTick && (
          <Button
            size="sm"
            isBusy={takeOut.isPending}
            className="-my-1"
            onClick={() => takeOut.mutate(undefined)}
          >
            {t('onboarding.takeOut')}
          </Button>
        )
      }
    >
      {t('onboarding.isDismissed')}
    </Notice>
  );
}
