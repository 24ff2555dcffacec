import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createIntegration, verifyIntegration } from '../../api/actions.ts';
import type { Integration, Verification } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { type Draft, toRequest, verifiedKey } from './draft.ts';
import { type Question, questionOf } from './question.ts';

/** Verify, then save, with the questions in between. */
export function useAddIntegration(of: {
  venueId: string;
  draft: Draft | null;
  onSaved: (integration: Integration) => void;
}) {
  const queries = useQueryClient();
  const [verified, setVerified] = useState<{ key: string; answer: Verification } | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const verify = useMutation({
    mutationFn: async (draft: Draft) => ({
      key: verifiedKey(draft),
      answer: await verifyIntegration(of.venueId, toRequest(draft)),
    }),
    onMutate: () => setVerified(null),
    onSuccess: setVerified,
  });
  const save = useMutation({
    mutationFn: (draft: Draft) => {
      const nickname = draft.nickname.trim();
      return createIntegration(of.venueId, {
        ...toRequest(draft),
        ...(nickname === '' ? {} : { nickname }),
        ...draft.as,
      });
    },
    onSuccess: (integration) => {
      for (const key of [['integrations', of.venueId], ['overview'], ['timeline'], ['days']]) {
        void queries.invalidateQueries({ queryKey: key });
      }
      of.onSaved(integration);
    },
    onError: (error, draft) => {
      setQuestion(questionOf(error));
      const isUnverified = error instanceof ApiProblem && error.code === 'verification_failed';
      if (isUnverified && Array.isArray(error.extra.locations)) {
        const answer = { ok: false, locations: error.extra.locations } as Verification;
        setVerified({ key: verifiedKey(draft), answer });
      }
    },
  });
  const isCurrent = of.draft !== null && verified?.key === verifiedKey(of.draft);
  return {
    verify,
    save,
    question,
    ask: setQuestion,
    verification: isCurrent ? verified.answer : null,
  };
}
