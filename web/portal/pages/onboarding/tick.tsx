import { Button } from '../../../ui/button.tsx';
import type { Onboarding, OnboardingStep } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { useNow } from '../../shell/relative.tsx';
import { useMay } from '../../shell/session.ts';
import { stepTitle } from './step-title.ts';

interface TickProps {
  list: Onboarding;
  step: OnboardingStep;
  isBusy: boolean;
  onTick: (done: boolean) => void;
}

/** The tick of a step that only people know; then who gave it, with the way back. */
export function Tick(props: TickProps) {
  const { t } = useText();
  const mayTick = useMay('integrations:write');
  const { step: name, state, mark } = props.step;
  if (name !== 'request_access' && name !== 'pay_fee' && name !== 'wait') return null;
  if (state === 'done') {
    return mark?.done ? (
      <Ticked {...props} mark={mark} mayUndo={mayTick} />
    ) : (
      <p>{t('onboarding.implied')}</p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-1">
      {mayTick && (
        <Button
          look={state === 'upcoming' ? 'secondary' : 'primary'}
          icon="check"
          isBusy={props.isBusy}
          onClick={() => props.onTick(true)}
        >
          {t(`onboarding.tick.${name}`)}
        </Button>
      )}
      {mark && <Said mark={mark} />}
    </div>
  );
}

type Mark = NonNullable<OnboardingStep['mark']>;

function Ticked(props: TickProps & { mark: Mark; mayUndo: boolean }) {
  const { t, format } = useText();
  const { list, step } = props;
  // Once the keys are here, there is nothing to take back.
  const mayUndo = props.mayUndo && list.integrationId === null;
  const title = stepTitle({ list, step: step.step }, { t, format });
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <Said mark={props.mark} />
      {mayUndo && (
        <Button
          size="sm"
          look="ghost"
          className="-mx-2.5 sm:mx-0"
          isBusy={props.isBusy}
          aria-label={t('onboarding.undoStep', { step: title })}
          onClick={() => props.onTick(false)}
        >
          {t('onboarding.undo')}
        </Button>
      )}
    </div>
  );
}

function Said({ mark }: { mark: Mark }) {
  const { t, format } = useText();
  const now = useNow();
  const at = relativeTime({ iso: mark.at, nowMs: now, locale: format.locale });
  return (
    <p className="text-sm text-ink-3">
      {t(mark.done ? 'onboarding.tickedBy' : 'onboarding.undoneBy', { name: mark.by, at })}
    </p>
  );
}
