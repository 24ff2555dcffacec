import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { formatKeyring, newVaultKey } from '#platform/vault/keyring.ts';

/** A prepared home: its folder and the variables its keys file stands for. */
export interface Home {
  dir: string;
  keysPath: string;
  /** To be laid under the process's own variables before `readConfig`. */
  variables: HomeVariables;
}

/** What an installation must keep for good: without the keys its stored secrets are lost. */
export interface HomeVariables {
  TILLBRIDGE_KEYS: string;
  TILLBRIDGE_AUTH_SECRET: string;
}

/** The home cannot be used; the message says what to do. */
export class HomeError extends Error {
  override readonly name = 'HomeError';
}

const homeVariables = z.object({
  TILLBRIDGE_KEYS: z.string().min(1),
  TILLBRIDGE_AUTH_SECRET: z.string().min(32),
});

/**
 * Makes the home folder and its keys file (readable by its owner alone) when absent, and reads
 * them. Two processes that start at once end with the same keys.
 * @throws HomeError when the keys file is damaged: it is never replaced, because what it sealed
 *   would be lost.
 */
export function prepareHome(dir: string): Home {
  const home = resolve(dir);
  // Root's database server runs as another user, who must be able to pass through.
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const keysPath = join(home, 'keys.json');
  const found = findVariables(keysPath);
  if (found !== null) return { dir: home, keysPath, variables: found };
  createVariables(keysPath);
  const variables = findVariables(keysPath);
  if (variables === null) throw new HomeError(`${keysPath} vanished while it was being made.`);
  return { dir: home, keysPath, variables };
}

/** Replaces the keys file, whole or not at all: for a rotation of the keys. */
export function saveHomeVariables(keysPath: string, variables: HomeVariables): void {
  renameSync(writeDraft(keysPath, variables), keysPath);
}

function findVariables(keysPath: string): HomeVariables | null {
  let text: string;
  try {
    text = readFileSync(keysPath, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  chmodSync(keysPath, 0o600);
  const parsed = homeVariables.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new HomeError(
      `${keysPath} is damaged. It holds the keys of the stored secrets: restore it from a backup.`,
    );
  }
  return parsed.data;
}

function createVariables(keysPath: string): void {
  const draft = writeDraft(keysPath, {
    TILLBRIDGE_KEYS: formatKeyring([newVaultKey('k1')]),
    TILLBRIDGE_AUTH_SECRET: randomBytes(32).toString('base64url'),
  });
  try {
    // Unlike a rename, a link never replaces the file of a process that was faster.
    linkSync(draft, keysPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(keysPath: string, variables: HomeVariables): string {
  const draft = `${keysPath}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(variables, null, 2)}\n`, { mode: 0o600, flush: true });
  return draft;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
