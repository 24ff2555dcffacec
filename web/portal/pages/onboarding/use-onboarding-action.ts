import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../../../ui/toast.tsx';
import type { Onboarding } from '../../api/onboarding.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';

/** Something said of a venue's list; the answer is shown once it is known everywhere. */
export function useOnboardingAction<Input>(of: {
  run: (input: Input) => Promise<Onboarding>;
  onDone?: () => void;
}) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: of.run,
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['onboarding'] }).then(of.onDone),
  });
}
