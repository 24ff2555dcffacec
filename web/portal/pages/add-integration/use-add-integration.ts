import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createIntegration, verifyIntegration } from '../../api/actions.ts';
import type { Integration, Verification } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { type Draft, toRequest, verifiedKey } from './draft.ts';

export interface InactiveChoice {
  id: string;
  nickname: string | null;
  deactivatedAt: string | null;
}

/** What the server wants to know before it saves. */
export type Question =
  | { kind: 'exists'; isCalledOff: boolean }
  | { kind: 'inactive'; choices: InactiveChoice[] };

/** How to save: as it is, as one more of its kind, or as the return of an old one. */
export type SaveAs = { createNew?: true; restore?: string };

/** The 409s are questions; everything else is a refusal to be shown. */
export function questionOf(error: unknown): Question | null {
  if (!(error instanceof ApiProblem) || error.status !== 409) return null;
  if (error.code === 'integration_exists') {
    const existing = error.extra.existing as { status?: string } | undefined;
    return { kind: 'exists', isCalledOff: existing?.status === 'CalledOff' };
  }
  if (error.code === 'inactive_integration_exists') {
    return { kind: 'inactive', choices: (error.extra.inactive ?? []) as InactiveChoice[] };
  }
  return null;
}

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
    mutationFn: (input: { draft: Draft; as: SaveAs }) => {
      const nickname = input.draft.nickname.trim();
      return createIntegration(of.venueId, {
        ...toRequest(input.draft),
        ...(nickname === '' ? {} : { nickname }),
        ...input.as,
      });
    },
    onSuccess: (integration) => {
      for (const key of [['integrations', of.venueId], ['overview'], ['timeline'], ['days']]) {
        void queries.invalidateQueries({ queryKey: key });
      }
      of.onSaved(integration);
    },
    onError: (error, input) => {
      setQuestion(questionOf(error));
      const isUnverified = error instanceof ApiProblem && error.code === 'verification_failed';
      if (isUnverified && Array.isArray(error.extra.locations)) {
        const answer = { ok: false, locations: error.extra.locations } as Verification;
        setVerified({ key: verifiedKey(input.draft), answer });
      }
    },
  });
  const isCurrent = of.draft !== null && verified?.key === verifiedKey(of.draft);
  return {
    verify,
    save,
    question,
    closeQuestion: () => setQuestion(null),
    verification: isCurrent ? verified.answer : null,
  };
}
