import { createHash } from 'node:crypto';
import type { EpochMs } from '#kernel/clock.ts';

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
