import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { useToast } from '../../../ui/toast.tsx';
import type { Venue } from '../../api/company.types.ts';
import { dismissOnboarding, type Onboarding, onboardingsQuery } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay, useVenues } from '../../shell/session.ts';
import { FirstImport } from '../onboarding/first-import.tsx';
import { StepMarker } from '../onboarding/step-marker.tsx';
import { countSteps, importHelp, possibleSteps, stepTitle } from '../onboarding/step-title.ts';
import { useOnboardingAction } from '../onboarding/use-onboarding-action.ts';

/** The venues on their way to a first import, each with the step it is at. */
export function OnboardingCards() {
  const { t } = useText();
  const venues = useVenues();
  const query = useQuery(onboardingsQuery());
  const cards = (query.data ?? []).flatMap((list) => {
    const venue = venues.find(({ id }) => id === list.venueId);
    return venue ? { list, venue } : [];
  });
  if (cards.length === 0) return null;
  return (
    <section
      aria-label={t('onboarding.cards')}
      className={cx('grid grid-cols-1 gap-5', cards.length > 1 && 'lg:grid-cols-2')}
    >
      {cards.map((card) => (
        <OnboardingCard key={card.venue.id} {...card} />
      ))}
    </section>
  );
}

function OnboardingCard({ list, venue }: { list: Onboarding; venue: Venue }) {
  const { t, format } = useText();
  const toast = useToast();
  const mayTick = useMay('integrations:write');
  const dismiss = useOnboardingAction({
    run: () => dismissOnboarding(list, true),
    onDone: () => toast(t('onboarding.dismissed')),
  });
  const at = list.steps.find(({ state }) => state !== 'done') ?? list.steps[0];
  if (!at) return null;
  return (
    <section
      aria-labelledby={`way-of-${venue.id}`}
      className="flex flex-col rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={`way-of-${venue.id}`} className="min-w-0 truncate font-semibold">
          {t('onboarding.titleOf', { venue: venue.name })}
        </h2>
        <p className="tnum text-sm text-ink-3">{t('onboarding.progress', countSteps(list))}</p>
      </div>
      <div aria-hidden className="mt-2.5 flex gap-1">
        {possibleSteps(list).map(({ step, state }) => (
          <span
            key={step}
            className={cx('h-1 flex-1 rounded-full', state === 'done' ? 'bg-bar' : 'bg-hover')}
          />
        ))}
      </div>
      <div className="mt-4 flex gap-3">
        <StepMarker state={at.state} number={list.steps.indexOf(at) + 1} />
        <div className="min-w-0 flex-1 pt-0.5">
          <p className="font-medium">{stepTitle({ list, step: at.step }, { t, format })}</p>
          <div className="mt-1 text-sm text-ink-2">
            <CurrentStep list={list} at={at} timeZone={venue.timeZone} />
          </div>
        </div>
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-4">
        <Link
          to="/v/$venueId/onboarding"
          params={{ venueId: venue.id }}
          aria-label={t('onboarding.openFor', { venue: venue.name })}
          className={buttonClass('secondary')}
        >
          {t('onboarding.open')}
        </Link>
        {mayTick && (
          <Button
            look="ghost"
            isBusy={dismiss.isPending}
            aria-label={t('onboarding.dismissFor', { venue: venue.name })}
            onClick={() => dismiss.mutate(undefined)}
          >
            {t('onboarding.dismiss')}
          </Button>
        )}
      </div>
    </section>
  );
}

function CurrentStep(props: {
  list: Onboarding;
  at: Onboarding['steps'][number];
  timeZone: string;
}) {
  const { t, format } = useText();
  const { list, at } = props;
  const { wait, trouble, providerName: provider } = list;
  if (at.state === 'running' && list.import) return <FirstImport backfill={list.import} />;
  if (at.state === 'trouble') return <p>{trouble?.message ?? t('onboarding.importStopped')}</p>;
  if (at.state === 'overdue') {
    return <p>{t('onboarding.overdueShort', { provider, max: wait?.hoursMax ?? 0 })}</p>;
  }
  if (at.state === 'waiting' && wait?.since && wait.askAgainAt) {
    const since = format.instant(wait.since, props.timeZone);
    const until = format.instant(wait.askAgainAt, props.timeZone);
    return <p>{t('onboarding.waitingShort', { provider, since, until })}</p>;
  }
  return <p>{at.step === 'first_import' ? t(importHelp(list)) : at.help}</p>;
}
