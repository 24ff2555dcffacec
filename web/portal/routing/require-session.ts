import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { meQuery, venuesQuery } from '../api/queries.ts';

/** Who is here and which venues there are, before any page; strangers go to sign-in and back. */
export async function requireSession(queries: QueryClient, here: string): Promise<void> {
  try {
    await Promise.all([queries.ensureQueryData(meQuery()), queries.ensureQueryData(venuesQuery())]);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      throw redirect({ to: '/sign-in', search: { next: here } });
    }
    throw error;
  }
}
