import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres/index.ts';
import { makeHome } from './own-home.ts';

/** A PostgreSQL server that may be killed without harm to anybody else's. */
export interface OwnPostgres {
  ownerUrl: string;
  appUrl: string;
  /** Kills the server's first process, as the kernel would when memory runs out. */
  kill(): void;
  /** Starts it again on the same data, at the same address; recovers what was committed. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const home = makeHome();
  const log = { info: () => undefined, warn: () => undefined };
  const start = () => startEmbeddedPostgres({ home: home.dir, log });
  const first = await start();
  const handles: EmbeddedPostgres[] = [first];
  return {
    ownerUrl: first.ownerUrl,
    appUrl: first.appUrl,
    kill: () => process.kill(home.postgresPid(), 'SIGKILL'),
    async restart() {
      const next = await start();
      handles.push(next);
      if (next.appUrl !== first.appUrl) throw new Error('the server came back elsewhere');
    },
    async remove() {
      for (const handle of handles) await handle.stop();
      home.remove();
    },
  };
}
