import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Programs compiled once start in half the time the next time. */
const compileCache = join(tmpdir(), 'tillbridge-compile-cache');
const program = join(import.meta.dirname, '..', '..', 'bin', 'tillbridge.ts');

/** `tillbridge …` in a process of its own, ready. */
export interface Tillbridge<Ready> {
  pid: number;
  ready: Ready;
  /** What it said on stderr, the last of it. */
  said(): string;
  /** Sends a signal and waits for the end; answers the exit code, or null after a signal's death. */
  end(signal: 'SIGKILL' | 'SIGINT'): Promise<number | null>;
}

/**
 * Starts a command whose first line on stdout is JSON and says that it is ready.
 * @throws Error with its last words when it ends before.
 */
export async function startTillbridge<Ready>(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Tillbridge<Ready>> {
  const child = spawn(process.execPath, [program, ...argv], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-4000);
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const ended = exited.then(([code]) => {
    throw new Error(`tillbridge ${argv.join(' ')} ended with ${code}: ${said}`);
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended,
  ])) as [string];
  ended.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready: JSON.parse(line) as Ready,
    said: () => said,
    async end(signal) {
      if (isOver(child)) return child.exitCode;
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
