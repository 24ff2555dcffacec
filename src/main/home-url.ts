import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers where `start` serves the portal of a home, for commands beside it. */
export function recordHomeUrl(home: string, url: string): void {
  writeFileSync(pathIn(home), `${url}\n`);
}

export function forgetHomeUrl(home: string): void {
  rmSync(pathIn(home), { force: true });
}

/** Null when no server of this home said where it is. */
export function findHomeUrl(home: string): string | null {
  try {
    return readFileSync(pathIn(home), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function pathIn(home: string): string {
  return join(home, 'url.txt');
}
