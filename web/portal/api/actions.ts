import { call, patch, post, remove } from './client.ts';
import type { ApiKey, Member, Role, Scope, Venue } from './company.types.ts';
import type {
  Integration,
  IntegrationSettings,
  ResyncPreview,
  Verification,
} from './integration.types.ts';

/** What the Add form sends; the server verifies it again before it saves. */
export interface IntegrationDraft {
  provider: string;
  credentials: { locations?: Record<string, string>[] };
  settings: IntegrationSettings;
  nickname?: string;
  restore?: string;
  createNew?: true;
}

const ofIntegration = (id: string, verb: string) => `/api/v1/integrations/${id}/${verb}`;

export const verifyIntegration = (venueId: string, draft: IntegrationDraft) =>
  post<Verification>(`/api/v1/venues/${venueId}/integrations/verify`, {
    provider: draft.provider,
    credentials: draft.credentials,
    settings: draft.settings,
  });
export const createIntegration = (venueId: string, draft: IntegrationDraft) =>
  post<Integration>(`/api/v1/venues/${venueId}/integrations`, draft);
export const updateIntegration = (
  id: string,
  change: {
    nickname?: string | null;
    everyMinutes?: number;
    settings?: IntegrationSettings;
    credentials?: IntegrationDraft['credentials'];
  },
) => patch<Integration>(`/api/v1/integrations/${id}`, change);
export const nameRevenueCentre = (id: string, locationId: string, revenueCentre: string | null) =>
  patch<Integration>(`/api/v1/integrations/${id}/locations/${locationId}`, { revenueCentre });
export const syncIntegration = (id: string) =>
  post<{ runs: { id: string; locationId: string }[] }>(ofIntegration(id, 'sync'));
export const resumeIntegration = (id: string) => post<Integration>(ofIntegration(id, 'resume'));
export const deactivateIntegration = (id: string) =>
  post<Integration>(ofIntegration(id, 'deactivate'));
/** A nickname where another of its type is active; null leaves it as it was. */
export const restoreIntegration = (id: string, nickname: string | null = null) =>
  post<Integration>(ofIntegration(id, 'restore'), nickname === null ? {} : { nickname });
export const cancelBackfill = (id: string) =>
  post<Integration>(ofIntegration(id, 'backfill/cancel'));
export const restartBackfill = (id: string) =>
  post<Integration>(ofIntegration(id, 'backfill/restart'));
export interface DateRange {
  from: string;
  to: string;
}

/** Reads days again from the till and stores what it tells now. */
export const resyncIntegration = (id: string, range: DateRange) =>
  post<unknown>(ofIntegration(id, 'resync'), range);
/** What reading them again would change; nothing is stored. */
export const previewResync = (id: string, range: DateRange, signal: AbortSignal) =>
  call<{ preview: ResyncPreview | null }>({
    method: 'POST',
    path: ofIntegration(id, 'resync'),
    body: { ...range, preview: true },
    signal,
  });

export type VenueChange = Partial<Pick<Venue, 'name' | 'timeZone' | 'cutoff' | 'morningEnd'>>;
/** Refused while it would change approved days, unless they are to be reopened for it. */
export const updateVenue = (venueId: string, change: VenueChange & { approvedDays?: 'reopen' }) =>
  patch<Venue>(`/api/v1/venues/${venueId}`, change);
export const createVenue = (venue: { name: string; timeZone: string; currency: string }) =>
  post<Venue>('/api/v1/venues', venue);

export const createApiKey = (key: { name: string; scopes: Scope[] }) =>
  post<ApiKey>('/api/v1/api-keys', key);
export const revokeApiKey = (id: string) => remove<void>(`/api/v1/api-keys/${id}`);

export const addMember = (member: { email: string; name: string; role: Role }) =>
  post<Member & { password?: string }>('/api/v1/members', member);
export const changeMember = (userId: string, role: Role) =>
  patch<Member>(`/api/v1/members/${userId}`, { role });
export const removeMember = (userId: string) => remove<void>(`/api/v1/members/${userId}`);
