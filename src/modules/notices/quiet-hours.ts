import { instantToWall } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';

/** Wall times `HH:MM`: quiet from the first on, no longer at the second. Over midnight when from > to. */
export interface QuietHours {
  from: string;
  to: string;
}

const minuteMs = 60_000;
/** Two days of quiet hours, since clocks may skip the few minutes between them, and an hour more. */
const quietMinutesMax = 51 * 60;

/**
 * The first instant from now on at which the wall clock of the zone shows no quiet time; now itself
 * when it shows none. Minutes are walked rather than computed: whatever clocks do meanwhile, what
 * they show decides.
 */
export function quietEndMs(nowMs: EpochMs, quiet: QuietHours | null, timeZone: string): EpochMs {
  if (quiet === null || !isQuiet(nowMs, quiet, timeZone)) return nowMs;
  // The offsets of today's zones are whole minutes, so wall minutes begin where instants' do.
  let atMs = (Math.floor(nowMs / minuteMs) + 1) * minuteMs;
  for (let step = 0; step < quietMinutesMax; step += 1) {
    if (!isQuiet(atMs, quiet, timeZone)) return atMs;
    atMs += minuteMs;
  }
  return atMs;
}

function isQuiet(atMs: EpochMs, { from, to }: QuietHours, timeZone: string): boolean {
  const wall = instantToWall(atMs, timeZone).slice(11, 16);
  return from <= to ? from <= wall && wall < to : from <= wall || wall < to;
}
