import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DateRange } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { type Outcome, previewDays, storeDays } from './ask-tills.ts';

/** First what tills say of some days now, then, if wanted, that for good. Ends with the window. */
export function useReadAgain(of: {
  venueId: string;
  integrations: readonly Integration[];
  onStored: (outcome: Outcome) => void;
}) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const ending = useRef(new AbortController());
  useEffect(() => {
    ending.current = new AbortController();
    return () => ending.current.abort();
  }, []);
  const asked = (range: DateRange) => ({
    ...{ range, integrations: of.integrations, signal: ending.current.signal },
  });
  const preview = useMutation({
    mutationFn: (range: DateRange) =>
      previewDays(asked(range), (done, total) => setProgress({ done, total })),
  });
  const store = useMutation({
    mutationFn: (range: DateRange) => storeDays(asked(range)),
    onSuccess(outcome) {
      if (outcome.problems.length === 0) of.onStored(outcome);
    },
    onSettled() {
      for (const queryKey of [
        ...[['day', of.venueId], ['days', of.venueId], ['overview'], ['timeline']],
        ...of.integrations.map(({ id }) => ['runs', id]),
      ]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
  return { preview, store, progress };
}
