export type IntegrationStatus = 'Initializing' | 'Healthy' | 'Failed' | 'CalledOff';

export interface Problem {
  kind: string;
  code: string;
  message: string;
}

export interface StatusReason extends Problem {
  since: string | null;
  failureCount: number;
  attemptsLeft: number | null;
  /** Until then no number of failed checks calls it off. */
  calledOffNotBefore: string | null;
  nextAttemptAt: string | null;
  /** The till asked to wait until the next attempt. */
  waitsForRateLimit: boolean;
}

export interface Backfill {
  state: 'pending' | 'running' | 'done' | 'cancelled' | 'failed';
  percent: number;
  ordersImported: number;
  etaSeconds: number | null;
  reachedDate: string | null;
  from: string | null;
}

export interface Location {
  id: string;
  label: string;
  identity: string;
  revenueCentre: string | null;
  checkpointAt: string | null;
  lastProblem: Problem | null;
}

export interface IntegrationSettings {
  includeModifiers?: boolean;
  historyMonths?: number;
  historyFrom?: string;
}

export interface Integration {
  id: string;
  venueId: string;
  provider: string;
  providerName: string;
  nickname: string | null;
  active: boolean;
  status: IntegrationStatus;
  statusReason: StatusReason | null;
  statusChangedAt: string | null;
  lastSalesCheckAt: string | null;
  lastSaleImportedAt: string | null;
  nextCheckAt: string | null;
  backfill: Backfill | null;
  locations: Location[];
  settings: IntegrationSettings;
  schedule: { everyMinutes: number };
  createdAt: string;
  deactivatedAt?: string | null;
}

export interface CredentialField {
  name: string;
  label: string;
  help: string;
  isSecret: boolean;
  example: string;
}

export interface Provider {
  id: string;
  name: string;
  kind: string;
  summary: string;
  setupInstructions: string[];
  vendorContact: string;
  credentialFields: CredentialField[];
  hasManyLocations: boolean;
  settings: { name: string; label: string; help: string; kind: string }[];
  schedule: { everyMinutes: number; minMinutes: number; maxMinutes: number };
  history: { monthsDefault: number; monthsChoices: number[] };
}

/** The integration that has a till already, so that it is not added a second time. */
export interface LinkedTo {
  integrationId: string;
  venueId: string;
  nickname: string | null;
  active: boolean;
  message: string;
}

export interface VerifiedLocation {
  label: string;
  ok: boolean;
  newestSaleAt?: string | null;
  note?: string | null;
  problem?: Problem | null;
  linkedTo?: LinkedTo;
  /** That its sales count at another venue already, and what to do about it. */
  countedElsewhere?: string;
}

export interface Verification {
  ok: boolean;
  locations: VerifiedLocation[];
}

export const timelineKinds = ['change', 'check', 'health', 'import', 'file'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export interface TimelineEvent {
  id: string;
  at: string;
  name: string;
  kind: TimelineKind | null;
  integrationId: string | null;
  actor: { kind: string; name: string | null } | null;
  text: string;
  details: Record<string, unknown> | null;
}

export interface Run {
  id: string;
  locationId: string;
  kind: string;
  trigger: string;
  state: string;
  windowFrom: string | null;
  windowTo: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  ordersNew: number;
  ordersChanged: number;
  ordersGone: number;
  ordersUnchanged: number;
  ordersQuarantined: number;
  /** Of a derivation of stored bills; null for runs that derived nothing. */
  posItemsNew: number | null;
  warnings: string[];
  problem: Problem | null;
}

/** What reading days again would change. */
export interface ResyncPreview {
  ordersNew: number;
  ordersChanged: number;
  ordersGone: number;
  ordersUnchanged: number;
  days: {
    businessDate: string;
    /** null: this day was never read. */
    was: { orders: number; netMinor: number } | null;
    now: { orders: number; netMinor: number };
    /** It stays as it is: `now` and the counts tell what reopening it would bring. */
    isApproved: boolean;
    /** Not approved, but a bill moves between it and an approved day: the same, were that reopened. */
    isWaiting: boolean;
    ordersNew: number;
    ordersChanged: number;
    ordersGone: number;
  }[];
}

/** Whose timeline, and which part of it; absent means all. */
export type TimelineOf = { venueId: string } | { integrationId: string };
export interface TimelineFilter {
  kind?: TimelineKind | undefined;
  integration?: string | undefined;
  /** `system`, or the id of a person or an API key. */
  person?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface TimelinePerson {
  id: string;
  kind: 'user' | 'api_key';
  name: string;
}

interface SomeNames {
  names: string[];
  more: number;
}

/** What including modifiers or not would make of the newest bills. */
export interface SettingsPreview {
  orders: number;
  from: string | null;
  lines: number;
  linesChanged: number;
  itemsWas: number;
  itemsNow: number;
  examples: { lines: number; was: SomeNames; now: SomeNames }[];
}
