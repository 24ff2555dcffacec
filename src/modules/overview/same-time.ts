import { addDays, instantToWall, wallToInstantMs } from '#kernel/business-day.ts';

/**
 * The same wall time a week before, so that a comparison is of like with like on days when clocks
 * change, too.
 */
export function weekBeforeMs(instantMs: number, timeZone: string): number {
  const wall = instantToWall(instantMs, timeZone);
  return wallToInstantMs(`${addDays(wall.slice(0, 10), -7)}${wall.slice(10)}`, timeZone);
}
