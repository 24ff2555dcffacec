import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './problem.ts';
import { canReach, findServerUser } from './server-user.ts';

/** What a home remembers of its server; kept in `postgres/server.json`, readable by its owner only. */
export interface ServerRecord {
  /** Folder that holds `data/` and the server's log; outside the home when the server's user cannot enter the home. */
  serverDir: string;
  port: number;
  superPassword: string;
  ownerPassword: string;
  appPassword: string;
}

/** The places of one home. */
export interface Home {
  /** `<home>/postgres`, ours. */
  dir: string;
  recordPath: string;
  lockPath: string;
  holdersDir: string;
}

/** Where a system service keeps its data; used when the home lies in a folder closed to the server's user. */
const FALLBACK_ROOTS = ['/var/lib/tillbridge', '/srv/tillbridge', '/opt/tillbridge'];

/** The places of the home folder `home`; creates nothing. */
export function describeHome(home: string): Home {
  const dir = resolve(home, 'postgres');
  return {
    dir,
    recordPath: join(dir, 'server.json'),
    lockPath: join(dir, 'server.lock'),
    holdersDir: join(dir, 'holders'),
  };
}

/** Makes the home's folders. For root they are made enterable, because the server runs as another user. */
export function createHome(home: string): Home {
  const places = describeHome(home);
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(home, { recursive: true, mode });
  mkdirSync(places.dir, { recursive: true, mode });
  mkdirSync(places.holdersDir, { recursive: true, mode: 0o700 });
  return places;
}

/** The home's record, or null when it never had a server. Throws when the file is damaged. */
export function findRecord(home: Home): ServerRecord | null {
  let text: string;
  try {
    text = readFileSync(home.recordPath, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const record = JSON.parse(text) as ServerRecord;
    return { ...record, serverDir: resolve(home.dir, record.serverDir) };
  } catch {
    throw new EmbeddedPostgresError(
      `${home.recordPath} is damaged. It holds the database's passwords: restore it from a backup.`,
    );
  }
}

/** Writes the record whole or not at all. A folder inside the home is kept relative, so a home can be moved. */
export function saveRecord(home: Home, record: ServerRecord): void {
  const draft = `${home.recordPath}.${process.pid}`;
  const isInside = record.serverDir.startsWith(home.dir);
  const serverDir = isInside ? relative(home.dir, record.serverDir) : record.serverDir;
  writeFileSync(draft, `${JSON.stringify({ ...record, serverDir }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, home.recordPath);
}

/** The record of a home that gets its first server: new passwords, and a folder its user can enter. */
export function createRecord(home: Home, port: number): ServerRecord {
  const record = {
    serverDir: chooseServerDir(home),
    port,
    superPassword: newPassword(),
    ownerPassword: newPassword(),
    appPassword: newPassword(),
  };
  saveRecord(home, record);
  return record;
}

function chooseServerDir(home: Home): string {
  const inHome = join(home.dir, 'server');
  const user = findServerUser(join(inHome, 'data'));
  if (canReach(user, home.dir)) return inHome;
  for (const root of FALLBACK_ROOTS) {
    // A new name each time: a home that was deleted and made again must not meet its old data.
    const dir = join(root, randomBytes(6).toString('hex'));
    try {
      mkdirSync(dir, { recursive: true, mode: 0o711 });
      writeFileSync(join(dir, 'home.txt'), `${home.dir}\n`);
      if (canReach(user, dir)) return dir;
    } catch {
      // A read-only place: the next one may do.
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot run as root, and other users cannot enter ${home.dir}. Set TILLBRIDGE_HOME to a folder that others may enter, or start as an ordinary user.`,
  );
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}
