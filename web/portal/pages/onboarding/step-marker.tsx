import { cx } from '../../../ui/cx.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import type { OnboardingStep } from '../../api/onboarding.ts';

const looks: Record<OnboardingStep['state'], { colours: string; icon?: IconName }> = {
  done: { colours: 'bg-good-soft text-good', icon: 'check' },
  current: { colours: 'bg-accent text-on-accent' },
  upcoming: { colours: 'bg-sunken text-ink-3' },
  waiting: { colours: 'bg-accent-soft text-accent', icon: 'clock' },
  overdue: { colours: 'bg-warn-soft text-warn', icon: 'warning' },
  running: { colours: 'bg-accent-soft text-accent', icon: 'refresh' },
  trouble: { colours: 'bg-bad-soft text-bad', icon: 'warning' },
  not_available: { colours: 'bg-sunken text-ink-3', icon: 'info' },
};

/** A step's number, or the shape of where it stands; the words say it as well. */
export function StepMarker(props: { state: OnboardingStep['state']; number: number }) {
  const { colours, icon } = looks[props.state];
  return (
    <span
      aria-hidden
      className={cx(
        'tnum grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold',
        colours,
      )}
    >
      {icon ? <Icon name={icon} size={16} /> : props.number}
    </span>
  );
}
