import type { Onboarding, OnboardingStep, OnboardingStepName } from '../../api/onboarding.ts';
import type { MessageId, Translate } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';

/** What a step asks for, in a line. */
export function stepTitle(
  of: { list: Onboarding; step: OnboardingStepName },
  { t, format }: { t: Translate; format: Formats },
): string {
  const { list, step } = of;
  return t(`onboarding.step.${step}`, {
    provider: list.providerName,
    min: list.wait?.hoursMin ?? 0,
    max: list.wait?.hoursMax ?? 0,
    percent: format.percent(list.mapping.targetPercent / 100),
  });
}

/** Without what cannot be done here yet. */
export function possibleSteps({ steps }: Onboarding): OnboardingStep[] {
  return steps.filter(({ state }) => state !== 'not_available');
}

/** What the import waits for: keys, or sales that somebody sends. */
export function importHelp({ steps }: Onboarding): MessageId {
  const hasKeys = steps.some(({ step }) => step === 'keys');
  return hasKeys ? 'onboarding.importHelp' : 'onboarding.importHelpSent';
}

export function countSteps(list: Onboarding): { done: number; total: number } {
  const possible = possibleSteps(list);
  return {
    done: possible.filter(({ state }) => state === 'done').length,
    total: possible.length,
  };
}
