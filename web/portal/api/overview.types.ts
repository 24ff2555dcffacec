import type { Venue } from './company.types.ts';
import type { IntegrationStatus } from './integration.types.ts';
import type { Completeness } from './sales.types.ts';

export interface VenueOverview {
  venue: Venue;
  today: {
    businessDate: string;
    netMinor: number | null;
    orders: number | null;
    completeness: Completeness;
    asOf: string | null;
  };
  sameWeekdayLastWeek: {
    businessDate: string;
    netMinorToSameTime: number | null;
    netMinor: number | null;
  } | null;
  /** The fortnight before today. */
  last14: {
    businessDate: string;
    netMinor: number | null;
    completeness: Completeness;
    /** False where no till was to be read. */
    isAsked: boolean;
  }[];
  integrations: {
    id: string;
    provider: string;
    providerName: string;
    nickname: string | null;
    status: IntegrationStatus;
    active: boolean;
    /** How far its tills were read; null for those that send their sales. */
    readUpTo: string | null;
  }[];
}

export interface AttentionItem {
  severity: 'info' | 'warning' | 'critical';
  kind: string;
  venueId: string;
  integrationId?: string | null;
  businessDate?: string | null;
  text: string;
  action: { label: string; href: string } | null;
}

export interface Overview {
  venues: VenueOverview[];
  attention: AttentionItem[];
}
