import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A home folder for one test: nothing of it is left after `remove`. */
export interface OwnHome {
  dir: string;
  /** The first process of the home's database server, from the server's own file. */
  postgresPid(): number;
  remove(): void;
}

export function makeHome(): OwnHome {
  const parent = mkdtempSync(join(tmpdir(), 'tillbridge-kill-'));
  // The server of root runs as another user, who must be able to pass through.
  chmodSync(parent, 0o711);
  const dir = join(parent, 'home');
  return {
    dir,
    postgresPid() {
      const text = readFileSync(join(serverDirOf(dir), 'data', 'postmaster.pid'), 'utf8');
      return Number.parseInt(text, 10);
    },
    remove() {
      rmSync(serverDirOf(dir), { recursive: true, force: true });
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** The home's own record says it: it may lie elsewhere. */
function serverDirOf(home: string): string {
  const postgres = join(home, 'postgres');
  const record = readFileSync(join(postgres, 'server.json'), 'utf8');
  return resolve(postgres, (JSON.parse(record) as { serverDir: string }).serverDir);
}
