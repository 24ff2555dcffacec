import { queryOptions } from '@tanstack/react-query';
import { call, get } from './client.ts';
import type { Backfill, Problem } from './integration.types.ts';
import { importPollMs } from './queries.ts';

export type OnboardingStepName =
  | 'request_access'
  | 'pay_fee'
  | 'wait'
  | 'keys'
  | 'verify'
  | 'first_import'
  | 'map_revenue';

export interface OnboardingStep {
  step: OnboardingStepName;
  tickedBy: 'person' | 'itself';
  state:
    | 'done'
    | 'current'
    | 'upcoming'
    | 'waiting'
    | 'overdue'
    | 'running'
    | 'trouble'
    | 'not_available';
  /** What somebody last said of it; `done` is false once it was undone. */
  mark: { done: boolean; at: string; by: string } | null;
  help: string | null;
}

/** `{venue}` and `{identities}` stand for what is filled in. */
export interface VendorMail {
  subject: string;
  body: string;
}

export interface Onboarding {
  venueId: string;
  provider: string;
  providerName: string;
  integrationId: string | null;
  finished: boolean;
  dismissed: boolean;
  steps: OnboardingStep[];
  request:
    | (VendorMail & {
        to: string;
        identityLabel: string;
        identityHelp: string;
        identities: string[];
      })
    | null;
  wait: {
    hoursMin: number;
    hoursMax: number;
    since: string | null;
    askAgainAt: string | null;
    reminder: VendorMail;
  } | null;
  trouble: Problem | null;
  import: Backfill | null;
  mapping: { targetPercent: number; mappedPercent: null; posItems: number };
}

const isImporting = ({ steps }: Onboarding): boolean =>
  steps.some(({ state }) => state === 'running');

/** The venues on their way to a first import. */
export const onboardingsQuery = () =>
  queryOptions({
    queryKey: ['onboarding'],
    queryFn: async ({ signal }) =>
      (await get<{ items: Onboarding[] }>('/api/v1/onboarding', undefined, signal)).items,
    refetchInterval: (query) => (query.state.data?.some(isImporting) ? importPollMs : false),
  });

const pathOf = (venueId: string) => `/api/v1/venues/${venueId}/onboarding`;

/** A venue's list; of the till it has, or would have, when no provider is named. */
export const onboardingQuery = (venueId: string, provider?: string | undefined) =>
  queryOptions({
    queryKey: ['onboarding', venueId, { provider }],
    queryFn: ({ signal }) => get<Onboarding>(pathOf(venueId), { provider }, signal),
    refetchInterval: (query) =>
      query.state.data && isImporting(query.state.data) ? importPollMs : false,
  });

type OfList = Pick<Onboarding, 'venueId' | 'provider'>;

const put = (path: string, { provider }: OfList, body: unknown) =>
  call<Onboarding>({
    method: 'PUT',
    path: `${path}?provider=${encodeURIComponent(provider)}`,
    body,
  });

export const tickStep = (
  list: OfList,
  said: { step: OnboardingStepName; done: boolean; identities?: string[] },
) => {
  const { step, ...body } = said;
  return put(`${pathOf(list.venueId)}/steps/${step}`, list, body);
};

export const dismissOnboarding = (list: OfList, dismissed: boolean) =>
  put(pathOf(list.venueId), list, { dismissed });
