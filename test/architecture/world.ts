import { placeOf } from './places.ts';
import type { WorldUse } from './read-source.ts';

/*
 * Where the world outside the language may be touched. Tests, measurements and the harness may touch
 * all of it: they measure real time, start programs and call servers.
 */
const allowed: Readonly<Record<WorldUse, { isAllowed: (path: string) => boolean; why: string }>> = {
  clock: {
    isAllowed: (path) => path === 'src/kernel/clock.ts' || path === 'web/portal/lib/clock.ts',
    why: 'now comes from a Clock (kernel/clock.ts; in the portal lib/clock.ts), so that tests can set it',
  },
  environment: {
    isAllowed: (path) => path === 'src/platform/config/environment.ts',
    why: 'variables are read and checked in platform/config alone',
  },
  network: {
    isAllowed: (path) => /^web\/[^/]+\/(api|live)\//.test(path),
    why: 'the server calls out through platform/http-client, a page through its api/ and live/',
  },
  console: {
    isAllowed: (path) => path.startsWith('bin/'),
    why: 'the log redacts secrets, the console does not',
  },
};

/** Why this file must not touch that part of the world; null when it may. */
export function judgeWorldUse(path: string, use: WorldUse): string | null {
  const place = placeOf(path);
  if (place.isTest || place.zone === 'bench' || place.zone === 'root') return null;
  return allowed[use].isAllowed(path) ? null : allowed[use].why;
}
