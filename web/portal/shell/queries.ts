import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem.ts';

type Listener = () => void;
let onSessionExpired: Listener = () => {};

/** Tells who to call when the server no longer knows the session. */
export function whenSessionExpires(listener: Listener): void {
  onSessionExpired = listener;
}

/** Refusals are answers and are not retried; a lost connection or a busy server is. */
function shouldRetry(failureCount: number, error: Error): boolean {
  const isRefusal = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !isRefusal && failureCount < 2;
}

export function createQueries(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const isExpired = error instanceof ApiProblem && error.status === 401;
        if (isExpired && query.queryKey[0] !== 'me') onSessionExpired();
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 20_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
