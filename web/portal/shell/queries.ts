import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  ApiProblem,
  hasNoCompany,
  isNotTheirCompany,
  isNotTheirs,
  isSignedOut,
} from '../api/problem.ts';

type Listener = () => void;
let onSessionExpired: Listener = () => {};
let onCompanyLost: Listener = () => {};

/** Tells who to call when the server no longer knows the session. */
export function whenSessionExpires(listener: Listener): void {
  onSessionExpired = listener;
}

/** Tells who to call when the person is no member of the company any more. */
export function whenCompanyIsLost(listener: Listener): void {
  onCompanyLost = listener;
}

/** Refusals are answers and are not retried; a lost connection or a busy server is. */
function shouldRetry(failureCount: number, error: Error): boolean {
  const isRefusal = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !isRefusal && failureCount < 2;
}

export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const isExpired = error instanceof ApiProblem && error.status === 401;
        if (isExpired && query.queryKey[0] !== 'me') onSessionExpired();
        if (hasNoCompany(error) || isNotTheirCompany(error)) onCompanyLost();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        if (isSignedOut(error)) onSessionExpired();
        if (hasNoCompany(error) || isNotTheirCompany(error)) onCompanyLost();
        // The role is another one by now: what it may do is asked for, and shown.
        if (isNotTheirs(error)) void queries.invalidateQueries({ queryKey: ['me'] });
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 20_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
  return queries;
}
