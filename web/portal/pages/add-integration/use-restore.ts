import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../../../ui/toast.tsx';
import { restoreIntegration } from '../../api/actions.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';

/** Which one, and under which nickname; null leaves it as it was. */
export interface Restoring {
  id: string;
  nickname: string | null;
}

/** "Restore Inactive" with the stored credentials, which the till is asked about first. */
export function useRestore(
  venueId: string,
  told: { onRestored: () => void; onRefused: (restoring: Restoring) => void },
) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, nickname }: Restoring) => restoreIntegration(id, nickname),
    onSuccess() {
      for (const queryKey of [['integrations', venueId], ['overview'], ['timeline'], ['days']]) {
        void queries.invalidateQueries({ queryKey });
      }
      told.onRestored();
    },
    onError(error, restoring) {
      toast(problemText(error, t('problem.unknown')), 'bad');
      const isRefused = error instanceof ApiProblem && error.code === 'verification_failed';
      if (isRefused) told.onRefused(restoring);
    },
  });
}
