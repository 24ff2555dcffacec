import type { ConnectorDescription } from '#connectors/contract.ts';
import { businessDateOf, type DayRule } from '#kernel/business-day.ts';
import { DAY_MS } from '#kernel/calendar-date.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Backfill, Integration } from './integration.ts';

/** How fast a vendor may be asked. */
export type VendorPace = Pick<
  ConnectorDescription['limits'],
  'windowDaysMax' | 'requestsPerMinuteMax'
>;

export interface BackfillView {
  state: Backfill['state'];
  /** Of the time asked for, whole; 100 only when all of it is stored. */
  percent: number;
  ordersImported: number;
  etaSeconds: number | null;
  /** From this business date on everything is stored, for every location; null at the beginning. */
  reachedDate: string | null;
  from: string;
}

/** The import of history over all locations of an integration as one progress. */
export function presentBackfill(
  integration: Pick<Integration, 'historyFrom'>,
  backfills: readonly Backfill[],
  at: { nowMs: EpochMs; rule: DayRule; limits: VendorPace | null },
): BackfillView {
  const from = integration.historyFrom;
  if (backfills.length === 0) {
    // The whole history asked for lies within what live sync reads.
    return { ...nothingLeft, reachedDate: from, from };
  }
  const spanMs = sum(backfills, (each) => each.toMs - each.fromMs);
  const coveredMs = sum(backfills, coveredMsOf);
  const state = stateOf(backfills);
  const share = state === 'done' || spanMs === 0 ? 1 : Math.min(coveredMs / spanMs, 0.99);
  const reachedMs = Math.max(
    ...backfills.map((each) => (each.state === 'done' ? each.fromMs : each.reachedMs)),
  );
  const hasBegun = backfills.every((each) => coveredMsOf(each) > 0);
  return {
    state,
    percent: Math.floor(share * 100),
    ordersImported: sum(backfills, (each) => each.ordersImported),
    etaSeconds: etaSecondsOf(backfills, { ...at, state }),
    reachedDate: hasBegun ? businessDateOf(reachedMs, at.rule) : null,
    from,
  };
}

const nothingLeft = {
  state: 'done',
  percent: 100,
  ordersImported: 0,
  etaSeconds: null,
} as const;

function stateOf(backfills: readonly Backfill[]): Backfill['state'] {
  const has = (state: Backfill['state']) => backfills.some((each) => each.state === state);
  if (has('running') || (has('pending') && has('done'))) return 'running';
  if (has('pending')) return 'pending';
  if (has('failed')) return 'failed';
  return has('cancelled') ? 'cancelled' : 'done';
}

/**
 * At the pace since the start, but no faster than the vendor may be asked: a long history begins with
 * a burst of questions. Null before anything is known of it.
 */
function etaSecondsOf(
  backfills: readonly Backfill[],
  at: { state: Backfill['state']; nowMs: EpochMs; limits: VendorPace | null },
): number | null {
  if (at.state !== 'running') return null;
  const started = backfills.filter((each) => each.startedAtMs !== null);
  const startedAtMs = Math.min(...started.map((each) => each.startedAtMs ?? at.nowMs));
  const doneMs = sum(backfills, coveredMsOf);
  const elapsedMs = at.nowMs - startedAtMs;
  if (doneMs <= 0 || elapsedMs <= 0 || !Number.isFinite(elapsedMs)) return null;
  const leftMs = sum(backfills.filter(isOpen), (each) => each.reachedMs - each.fromMs);
  const atPaceMs = (leftMs / doneMs) * elapsedMs;
  return Math.ceil(Math.max(atPaceMs, shortestMs(backfills, at.limits) - elapsedMs) / 1000);
}

/** How long all of it takes at least: questions beyond the first minute's wait their turn. */
function shortestMs(backfills: readonly Backfill[], limits: VendorPace | null): number {
  if (limits === null) return 0;
  const days = sum(backfills, (each) => each.toMs - each.fromMs) / DAY_MS;
  const waiting = days / limits.windowDaysMax - limits.requestsPerMinuteMax;
  return Math.max(waiting, 0) * (60_000 / limits.requestsPerMinuteMax);
}

function isOpen({ state }: Backfill): boolean {
  return state === 'pending' || state === 'running';
}

function coveredMsOf(backfill: Backfill): number {
  return backfill.toMs - (backfill.state === 'done' ? backfill.fromMs : backfill.reachedMs);
}

function sum(backfills: readonly Backfill[], of: (backfill: Backfill) => number): number {
  return backfills.reduce((total, each) => total + of(each), 0);
}
