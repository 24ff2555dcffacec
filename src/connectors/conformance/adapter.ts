/**
 * What the conformance suite needs to know about a provider's simulator. One adapter per connector;
 * the suite itself knows no vendor.
 */

import type { Clock } from '#kernel/clock.ts';
import type { FaultKind, FaultSpec } from '#simulators/faults.ts';
import type { LedgerOrder } from '#simulators/ledger.ts';
import type { TruthDays } from '#simulators/truth.ts';

export interface ConformanceAdapter {
  /** Ways the vendor may tell the same sales; the whole suite runs for each. */
  variants: readonly string[];
  /** Faults this vendor cannot have, each with the reason. */
  impossibleFaults: Partial<Record<FaultKind, string>>;
  /** Credentials as a user sends them, from the fields of one or more locations. */
  toCredentials(locations: readonly Record<string, string>[]): unknown;
  /** Settings that must be refused, and the path of the field at fault. */
  badSettings: readonly { settings: unknown; path: string }[];
  start(variant: string): Promise<ConformanceSimulator>;
}

/**
 * A running simulator of a fortnight of sales with revisions, comps, voids, refunds, tips and a
 * change of clocks, more than 1000 orders a location. Faults act over HTTP as the vendor's would.
 */
export interface ConformanceSimulator {
  url: string;
  clock: Clock;
  /** Business dates that hold sales, first and last; the last is still running. */
  dates: { first: string; last: string };
  /** At least three: two under one account, and one of another venue in another zone. */
  locations: readonly ConformanceLocation[];
  addFault(spec: FaultSpec): void;
  clearFaults(): void;
  /** Sets an order at a location, new or known. */
  putOrder(location: ConformanceLocation, order: LedgerOrder): void;
  /** What the location's business days (05:00 to 05:00) add up to now. */
  truthOf(location: ConformanceLocation): Promise<TruthDays>;
  close(): Promise<void>;
}

export interface ConformanceLocation {
  /** Names the till in faults. */
  serial: string;
  /** Values of the connector's credential fields. */
  fields: Record<string, string>;
  timeZone: string;
  currency: string;
}
