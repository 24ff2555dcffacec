/**
 * The connector contract: what the engine asks of every till vendor.
 *
 * A connector knows the vendor and nothing else. It has no database, no environment, no global
 * logger and no wall clock: everything it may use arrives in its context. The engine owns
 * schedules, locks, windows, retries between runs, storage, status and notices.
 *
 * Terms: a *window* is a half-open span of instants `[fromMs, toMs)`; an order's *business time*
 * (`occurredAtMs`) is the instant that decides its business day and whether a window holds it; a
 * *raw order* is one order as the vendor told it, before it is understood.
 */

import type { z } from 'zod';
import type { EpochMs } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';
import type { FileContext, FileReading, SalesFile } from './file-contract.ts';

export {
  type ColumnMapping,
  type ColumnRole,
  columnRoles,
  type FileColumns,
  type FileContext,
  type FileLayout,
  type FileOrders,
  type FileQuestion,
  type FileReading,
  type SalesFile,
  type SkippedRow,
} from './file-contract.ts';
export {
  findRefundedKey,
  formOfKey,
  numberOfKey,
  type OrderForm,
  orderForms,
  toReceiptKey,
} from './order-key.ts';

export type ProviderId = string;

/** What went wrong, grouped by what the engine and the user do next. */
export const problemKinds = [
  'auth', // the vendor refuses the key: the user must correct it
  'permission', // the key is known but may not read sales
  'config', // something else the user entered is wrong (an unknown serial, a bad setting)
  'not_activated', // the vendor has not switched the access on yet: wait, then ask the vendor
  'venue_offline', // the till itself is unreachable: look at the venue's computer or internet
  'rate_limited', // not a failure: ask again at retryAtMs
  'unavailable', // the vendor's service is down
  'timeout', // no answer in time
  'contract_changed', // an answer we do not understand
  'bug', // our own mistake
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** One trouble as a value. `message` is for people (what happened, what to do, whom to call). */
export interface Problem {
  kind: ProblemKind;
  /** Stable snake_case code with the provider as prefix, e.g. `cluster.key_refused`. */
  code: string;
  message: Localized;
  /** For us: bounded, without secrets. */
  detail?: string;
  /** For `rate_limited`: when the vendor allows the next call. */
  retryAtMs?: EpochMs;
}

/** A field the user fills in; the portal draws the form from these. */
export interface FieldDescription {
  name: string;
  label: Localized;
  help: Localized;
  isSecret: boolean;
  example: string;
}

export interface SettingDescription {
  name: string;
  label: Localized;
  help: Localized;
  kind: 'boolean' | 'months' | 'date';
}

/** A mail a person sends to the vendor. `{venue}` and `{identities}` stand for what is filled in. */
export interface VendorMail {
  subject: Localized;
  body: Localized;
}

/** What people do at the vendor before there is anything to enter, for the checklist of a venue. */
export interface OnboardingDescription {
  /** Whom to ask for access, and how. */
  request: VendorMail & { to: string; help: Localized };
  /** The credential field that names a till, and how people know it before access is given. */
  identity: { field: string; help: Localized };
  /** What the vendor charges for it; null when nothing. */
  fee: Localized | null;
  /** How long the vendor takes then, and how to ask again once that has passed. */
  activation: { hoursMin: number; hoursMax: number; help: Localized; reminder: VendorMail };
  /** How the credentials come. */
  credentials: Localized;
}

export interface ConnectorDescription {
  id: ProviderId;
  /** As people know it; the same twice where a brand has one name. */
  name: Localized;
  kind: 'api' | 'file' | 'push' | 'register';
  summary: Localized;
  /** Steps the user takes before connecting, in order. */
  setupInstructions: Localized[];
  /** Absent when nothing has to be asked of the vendor. */
  onboarding?: OnboardingDescription;
  /** Whom to call when the vendor's side is the trouble. */
  vendorContact: Localized;
  credentialFields: FieldDescription[];
  /** More than one credential set in one integration ("Add"). */
  hasManyLocations: boolean;
  settings: SettingDescription[];
  limits: {
    requestsPerMinuteMax: number;
    concurrencyMax: number;
    timeoutMs: number;
    responseBytesMax: number;
    /** The longest window one request may ask for, in days. */
    windowDaysMax: number;
  };
  schedule: { everyMinutes: number; minMinutes: number; maxMinutes: number };
  history: { monthsDefault: number; monthsChoices: number[] };
}

/** One credential set: what the engine seals and hands back to the connector. */
export interface LocationCredentials {
  /** Not secret; names the till at the vendor (for Cluster the serial). Unique per company. */
  identity: string;
  label: string;
  secret: Record<string, string>;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One order as the vendor told it. */
export interface RawOrder {
  /** The vendor's order id; null when the payload names none (it will be quarantined). */
  key: string | null;
  /** Business time; null when unreadable (it will be quarantined). */
  occurredAtMs: EpochMs | null;
  /** The vendor's words as JSON text: exactly what `transform` needs to understand the order again. */
  payloadText: string;
}

export interface RawPage {
  orders: RawOrder[];
  /** Rows the vendor sent, before grouping: a round number hints at a silent cap. */
  rowCount: number;
  /** Where the vendor pages: how to go on. Absent or null on the last page. */
  nextCursor?: string | null;
  /** What the user should know although the read succeeded; the run says "with warnings". */
  warnings?: Localized[];
}

export interface Modifier {
  code: string;
  name: string;
  quantity: string;
  unitPriceMinor: number;
}

export interface TaxAmount {
  name: string;
  amountMinor: number;
}

/**
 * One line of a bill: gross − discount − comp = net. A void line keeps the quantity that was voided
 * (it does not count) and has no amounts; a refund line is negative throughout but its unit price.
 */
export interface OrderLine {
  lineNo: number;
  vendorLineId: string | null;
  kind: 'sale' | 'refund' | 'void' | 'comp';
  itemCode: string;
  itemName: string;
  category: string;
  quantity: string;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  taxes: TaxAmount[];
  modifiers: Modifier[];
}

export interface Payment {
  tender: string;
  amountMinor: number;
  tipMinor: number;
}

/** An order understood: integers for money, decimal text for quantities, instants for times. */
export interface Order {
  key: string;
  state: 'closed' | 'open' | 'void';
  occurredAtMs: EpochMs;
  closedAtMs: EpochMs | null;
  updatedAtMs: EpochMs | null;
  guests: number;
  employee: string | null;
  revenueCentre: string | null;
  orderType: string | null;
  /** Whom the till names as the customer; absent or null where it names nobody. */
  customer?: string | null;
  serviceChargeMinor: number;
  /**
   * Only where sales are told without a time of day, so that `occurredAtMs` says the day alone: a
   * `bill` of its own, or in one `sum` all that was sold that day, in nobody knows how many bills.
   */
  dayOnly?: 'bill' | 'sum';
  lines: OrderLine[];
  payments: Payment[];
}

export type TransformResult =
  | { kind: 'order'; order: Order }
  | { kind: 'skip'; reason: string }
  | { kind: 'invalid'; reason: Localized };

/** One call to the vendor. */
export interface VendorCall {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Json;
}

/** The vendor-facing HTTP of a context: limited, timed, redacting; failures are `HttpFailure`s. */
export interface ConnectorHttp {
  /** `read` takes the body's bytes, for long answers; a SyntaxError of it counts as "not JSON". */
  request<T = Json>(call: VendorCall, read?: ReadBody<T>): Promise<VendorAnswer<T>>;
}

export type ReadBody<T> = (body: Buffer) => T | Promise<T>;

export interface VendorAnswer<T> {
  status: number;
  contentType: string;
  json: T;
  /** Size of the body as read, after decompression. */
  bytes: number;
}

export interface ConnectorLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** Everything a connector may use while it talks to the vendor for one location. */
export interface ConnectorContext<Settings> {
  http: ConnectorHttp;
  nowMs: EpochMs;
  log: ConnectorLog;
  signal: AbortSignal;
  location: LocationCredentials;
  settings: Settings;
  timeZone: string;
}

export interface TransformContext<Settings> {
  settings: Settings;
  timeZone: string;
  currency: string;
}

export interface Window {
  fromMs: EpochMs;
  toMs: EpochMs;
}

export type Verification =
  | { ok: true; newestSaleAtMs: EpochMs | null; note: Localized }
  | { ok: false; problem: Problem };

export interface Connector<Settings = unknown> {
  describe: ConnectorDescription;
  /** What the user sends as `credentials`; parsed at the edge. */
  credentialsSchema: z.ZodType;
  settingsSchema: z.ZodType<Settings>;
  /** One entry per location, from parsed credentials. */
  toLocations(credentials: unknown): LocationCredentials[];
  /** A ping and the smallest real read. A value, never an exception, for anything vendors do. */
  verify(context: ConnectorContext<Settings>): Promise<Verification>;
  /**
   * The orders whose business time lies in the window, in pages. Repeatable: the same window gives
   * the same keys while the vendor's data stands still. Throws; `classify` tells what it means.
   */
  fetch(
    context: ConnectorContext<Settings>,
    window: Window,
    cursor?: string,
  ): AsyncIterable<RawPage>;
  /** Pure: the same payload, settings and zone give the same order. Never throws. */
  transform(raw: RawOrder, context: TransformContext<Settings>): TransformResult;
  classify(error: unknown, nowMs: EpochMs): Problem;
  /**
   * Only for `describe.kind: 'file'`: a file's orders, or what must be asked first, or why it cannot
   * be read. A value for anything a file may hold; throws only when `signal` aborts.
   */
  readFile?(file: SalesFile, context: FileContext): Promise<FileReading>;
}
