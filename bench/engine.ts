import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TillKey } from './sandbox.ts';

/** What the measuring process tells the engine's process. */
export type EngineRequest =
  | {
      do: 'open';
      appUrl: string;
      clusterApiUrl: string;
      concurrency: { liveConcurrencyMax: number; backfillConcurrencyMax: number };
    }
  | { do: 'connect'; links: readonly Link[] }
  | ({ do: 'read' } & SentFile)
  | { do: 'work' }
  | { do: 'pause' }
  | { do: 'close' };

/** Tills to be linked to a venue. */
export interface Link {
  companyId: string;
  venueId: string;
  credentials: { locations: TillKey[] };
  settings: Record<string, unknown>;
}

/** A file of sales on disk, to be received and read for a venue. */
export interface SentFile {
  companyId: string;
  venueId: string;
  path: string;
}

export type EngineReply = { value: unknown } | { error: string };

export interface EngineUsage {
  rssPeakBytes: number;
  cpuMs: number;
}

/** The engine in a process of its own, so that its memory is its own. */
export interface Engine {
  /** Makes these integrations; answers their ids in the same order. */
  connect(links: readonly Link[]): Promise<string[]>;
  /** Receives and reads a file, until its totals stand; answers how long that took. */
  read(file: SentFile): Promise<{ ms: number }>;
  /** Starts the worker. */
  work(): Promise<void>;
  /** Stops it; says what the process has used since it began. */
  pause(): Promise<EngineUsage>;
  stop(): Promise<void>;
}

/** @param options.profileDir where a CPU profile of the process is left. */
export async function startEngine(options: {
  appUrl: string;
  clusterApiUrl: string;
  profileDir?: string | undefined;
  signal: AbortSignal;
}): Promise<Engine> {
  const { profileDir, signal } = options;
  const child = fork(join(import.meta.dirname, 'engine-main.ts'), {
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    signal,
  });
  // An abort kills the process; whoever waits for a reply hears of it there.
  child.on('error', () => undefined);
  const tell = async (request: EngineRequest): Promise<unknown> => {
    const ended = new AbortController();
    try {
      child.send(request);
      const gone = once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error(`the engine's process ended (${child.exitCode ?? child.signalCode})`);
      });
      const [reply] = (await Promise.race([
        once(child, 'message', { signal: ended.signal }),
        gone,
      ])) as [EngineReply];
      if ('error' in reply) throw new Error(reply.error);
      return reply.value;
    } finally {
      ended.abort();
    }
  };
  const { appUrl, clusterApiUrl } = options;
  // What a process has when its environment says nothing else.
  const concurrency = { liveConcurrencyMax: 16, backfillConcurrencyMax: 2 };
  await tell({ do: 'open', appUrl, clusterApiUrl, concurrency });
  return {
    connect: (links) => tell({ do: 'connect', links }) as Promise<string[]>,
    read: (file) => tell({ do: 'read', ...file }) as Promise<{ ms: number }>,
    work: () => tell({ do: 'work' }) as Promise<never>,
    pause: () => tell({ do: 'pause' }) as Promise<EngineUsage>,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      await tell({ do: 'close' }).catch(() => child.kill('SIGKILL'));
      await exited;
    },
  };
}
