import { useRef, useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import { type Onboarding, type OnboardingStep, tickStep } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { readIdentities } from './fill-mail.ts';
import { RequestStep } from './request-step.tsx';
import { StepBody } from './step-body.tsx';
import { StepMarker } from './step-marker.tsx';
import { stepTitle } from './step-title.ts';
import { Tick } from './tick.tsx';
import { useOnboardingAction } from './use-onboarding-action.ts';

const stateColours: Partial<Record<OnboardingStep['state'], string>> = {
  current: 'text-accent',
  waiting: 'text-accent',
  running: 'text-accent',
  overdue: 'text-warn',
  trouble: 'text-bad',
  done: 'text-good',
};

/** One step: where it stands, what it asks for, and the ticks of people. */
export function StepRow(props: {
  list: Onboarding;
  step: OnboardingStep;
  number: number;
  venue: { id: string; name: string; timeZone: string };
}) {
  const { t, format } = useText();
  const { list, step, venue } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [typed, setTyped] = useState(list.request?.identities.join(', ') ?? '');
  const tick = useOnboardingAction({
    run: (done: boolean) =>
      tickStep(list, {
        ...{ step: step.step, done },
        ...(step.step === 'request_access' ? { identities: readIdentities(typed) } : {}),
      }),
    // The button that was pressed is gone: reading goes on at the step.
    onDone: () => heading.current?.focus(),
  });
  const isOpenRequest = step.step === 'request_access' && step.state !== 'done';
  const isQuiet = step.state === 'upcoming' || step.state === 'not_available';
  return (
    <li className="flex gap-3.5 border-t border-line px-4 py-4 first:border-t-0 sm:px-5">
      <StepMarker state={step.state} number={props.number} />
      <div className="min-w-0 flex-1 space-y-2 text-ink-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2
            ref={heading}
            tabIndex={-1}
            className={cx('font-semibold', isQuiet ? 'text-ink-2' : 'text-ink')}
          >
            {stepTitle({ list, step: step.step }, { t, format })}
          </h2>
          <p className={cx('text-sm font-medium', stateColours[step.state] ?? 'text-ink-3')}>
            {t(`onboarding.state.${step.state}`)}
          </p>
        </div>
        {step.help && step.state !== 'done' && <p>{step.help}</p>}
        {isOpenRequest ? (
          <RequestStep list={list} venueName={venue.name} typed={typed} onType={setTyped} />
        ) : (
          <StepBody list={list} step={step} venue={venue} />
        )}
        <Tick
          list={list}
          step={step}
          isBusy={tick.isPending}
          onTick={(done) => tick.mutate(done)}
        />
      </div>
    </li>
  );
}
