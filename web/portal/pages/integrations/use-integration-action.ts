import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTakeToastsAway, useToast } from '../../../ui/toast.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { isSignedOut, problemText } from '../../api/problem.ts';
import { type MessageId, useText } from '../../i18n/use-text.ts';

/**
 * Something done to one integration. The answer (an integration, or nothing of interest) is shown
 * at once, lists and timeline are read again, and a refusal is said as the server put it.
 */
export function useIntegrationAction<Input = void>(of: {
  integration: Integration;
  run: (input: Input) => Promise<Integration | unknown>;
  done?: MessageId;
  onDone?: () => void;
  /** True when the caller deals with the refusal itself. */
  isAnswered?: (error: Error) => boolean;
  mutationKey?: string[];
}): UseMutationResult<unknown, Error, Input, void> {
  const { t } = useText();
  const toast = useToast();
  const takeToastsAway = useTakeToastsAway();
  const queries = useQueryClient();
  const { id, venueId } = of.integration;
  return useMutation({
    ...(of.mutationKey ? { mutationKey: of.mutationKey } : {}),
    mutationFn: of.run,
    // What was refused before is no longer the last word.
    onMutate: () => takeToastsAway(id),
    onSuccess: (answer) => {
      if (typeof answer === 'object' && answer !== null && 'status' in answer) {
        queries.setQueryData(['integration', id], answer);
      }
      if (of.done) toast(t(of.done));
      of.onDone?.();
    },
    onError: (error) => {
      // Who is signed out is led to the page that says so.
      if (of.isAnswered?.(error) || isSignedOut(error)) return;
      toast(problemText(error, t('problem.unknown')), 'bad', id);
    },
    onSettled: () => {
      for (const queryKey of [
        ['integrations', venueId],
        ['integration', id],
        ['timeline'],
        ['runs', id],
        ['overview'],
      ]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
}
