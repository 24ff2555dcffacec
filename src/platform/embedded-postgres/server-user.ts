import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EmbeddedPostgresError } from './problem.ts';

/** The unprivileged account that PostgreSQL runs under when the program itself runs as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account to run the server under: null when this process is not root (the server then runs as
 * the same user), otherwise the owner of an existing data folder, else `postgres` or `nobody`.
 * Throws EmbeddedPostgresError when root has no such account.
 */
export function findServerUser(dataDir: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of CANDIDATES) {
    const user = findAccount(name);
    if (user) return user;
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this machine has no user "postgres" or "nobody". Start as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

function findAccount(name: string): ServerUser | null {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    const user = { uid: ask('-u'), gid: ask('-g') };
    return user.uid > 0 ? user : null;
  } catch {
    return null;
  }
}

/** True when `user` may enter `path` and every folder above it; missing tail folders do not count. */
export function canReach(user: ServerUser | null, path: string): boolean {
  if (user === null) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
      if (((mode >> shift) & 1) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
