import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../../../../ui/toast.tsx';
import { problemText } from '../../../api/problem.ts';
import {
  type DayAt,
  type Reconciliation,
  reconciliationQuery,
} from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';

/** One decision about a day: what the server answers becomes what the page shows. */
export function useDecision<Given = void>(
  day: DayAt,
  decide: (given: Given) => Promise<Reconciliation>,
  onDone?: () => void,
) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: (answer) => {
      queries.setQueryData(reconciliationQuery(day).queryKey, answer);
      // The day bears its adjustments, and whether somebody vouches for it.
      for (const name of ['days', 'day'])
        void queries.invalidateQueries({ queryKey: [name, day.venueId] });
      onDone?.();
    },
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
  });
}
