import { createHash } from 'node:crypto';
import type { Connector } from '#connectors/contract.ts';
import { addDays, businessDateOf, type DayRule, dayStartMs } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import { scheduleNotPossible } from './refusals.ts';

/** How often sales may be checked, in minutes; people choose one of these. */
export const everyMinutesChoices = [15, 30, 60, 120, 360] as const;

/** @throws Refusal 422 `schedule_not_possible` when the provider cannot be asked that often or rarely. */
export function checkSchedule(connector: Connector, everyMinutes: number | undefined): void {
  const { minMinutes, maxMinutes } = connector.describe.schedule;
  if (everyMinutes === undefined) return;
  const isPossible = everyMinutes >= minMinutes && everyMinutes <= maxMinutes;
  if (!isPossible) throw scheduleNotPossible(minMinutes, maxMinutes);
}

/** A stable offset within the schedule's period, so that not every till is asked at once. */
export function offsetSecondsOf(integrationId: string, everyMinutes: number): number {
  const digest = createHash('sha256').update(integrationId).digest();
  return digest.readUInt32BE(0) % (everyMinutes * 60);
}

/** The next instant after `nowMs` that lies on the integration's own beat. */
export function nextBeatMs(nowMs: EpochMs, everyMinutes: number, offsetSeconds: number): EpochMs {
  const periodMs = everyMinutes * 60_000;
  const offsetMs = (offsetSeconds * 1000) % periodMs;
  return Math.floor((nowMs - offsetMs) / periodMs) * periodMs + offsetMs + periodMs;
}

const nightlyDelayMs = 30 * 60_000;

/** When the wider re-read is due next: shortly after the next cut-off, when the day is over. */
export function nextNightlyMs(nowMs: EpochMs, rule: DayRule): EpochMs {
  const tomorrow = addDays(businessDateOf(nowMs, rule), 1);
  return dayStartMs(tomorrow, rule) + nightlyDelayMs;
}
