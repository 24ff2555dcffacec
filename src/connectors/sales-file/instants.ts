import { instantToWall, wallToInstantMs } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';

/**
 * The instant of a wall time. An hour that happens twice means its first time.
 * @param zone what the file says: an IANA zone, `Z` or `+02:00`; null means the venue's.
 * @throws CalendarError
 */
export function instantOf(wall: string, zone: string | null, venueZone: string): EpochMs {
  const offset = zone === null ? null : /^(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(zone);
  if (offset === null) return wallToInstantMs(wall, zone ?? venueZone);
  const [, sign, hours = '0', minutes = '0'] = offset;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return wallToInstantMs(wall, 'Etc/UTC') - (sign === '-' ? -offsetMs : offsetMs);
}

/** The calendar date of an instant on the venue's wall. */
export function wallDateOf(instantMs: EpochMs, venueZone: string): string {
  return instantToWall(instantMs, venueZone).slice(0, 10);
}
