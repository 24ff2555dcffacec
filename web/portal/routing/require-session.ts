import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { setRequestCompany } from '../api/client.ts';
import { ApiProblem, hasNoCompany, isNotTheirCompany } from '../api/problem.ts';
import { meQuery, venuesQuery } from '../api/queries.ts';
import { writeStored } from '../lib/stored.ts';

/**
 * Who is here and which venues there are, before any page; strangers go to sign-in and back, and
 * who is a member of no company to the page that says so.
 */
export async function requireSession(queries: QueryClient, here: string): Promise<void> {
  try {
    await Promise.all([queries.ensureQueryData(meQuery()), queries.ensureQueryData(venuesQuery())]);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      throw redirect({ to: '/sign-in', search: { next: here } });
    }
    if (hasNoCompany(error) || isNotTheirCompany(error)) throw redirect({ to: '/no-company' });
    throw error;
  }
}

/** The page of who is a member of no company: whoever is a member of one is led to it. */
export async function leaveWhenInCompany(queries: QueryClient): Promise<void> {
  setRequestCompany(null);
  writeStored('company', null);
  try {
    await queries.fetchQuery(meQuery());
  } catch {
    return;
  }
  throw redirect({ to: '/' });
}
