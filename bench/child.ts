import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const stopGraceMs = 10_000;

/** A program of ours in a process of its own, ready. */
export interface Child<Ready> {
  ready: Ready;
  stop(): Promise<void>;
}

/** Runs `tillbridge <argv>`, whose first line on stdout is JSON and says that it is ready. */
export function startTillbridge<Ready>(
  argv: readonly string[],
  options: { env?: Record<string, string>; signal: AbortSignal },
): Promise<Child<Ready>> {
  return startProgram([process.execPath, join(root, 'bin', 'tillbridge.ts'), ...argv], options);
}

/** As above for any command line of the project; `npm` and what it starts end together. */
export async function startProgram<Ready>(
  [command = '', ...argv]: readonly string[],
  options: { env?: Record<string, string>; signal: AbortSignal },
): Promise<Child<Ready>> {
  const child = spawn(command, argv, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2000);
  });
  const first = firstJson(createInterface({ input: child.stdout }), options.signal);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${argv.join(' ')} ended before it was ready: ${said}`);
  });
  try {
    const line = await Promise.race([first, ended]);
    return { ready: JSON.parse(line) as Ready, stop: () => stopGroup(child) };
  } catch (error) {
    await stopGroup(child);
    throw error;
  } finally {
    ended.catch(() => undefined);
    first.catch(() => undefined);
  }
}

/** Runners say things of their own before the program does. */
async function firstJson(lines: Interface, signal: AbortSignal): Promise<string> {
  for await (const [line] of on(lines, 'line', { signal, close: ['close'] })) {
    if (line.startsWith('{')) return line;
  }
  throw new Error('it closed its output before it was ready');
}

/** Asks the process and what it started to end; after a while it no longer asks. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  const exited = once(child, 'exit');
  const grace = new AbortController();
  process.kill(-pid, 'SIGINT');
  const late = delay(stopGraceMs, 'late', { signal: grace.signal }).catch(() => 'in time');
  if ((await Promise.race([exited, late])) === 'late') process.kill(-pid, 'SIGKILL');
  await exited;
  grace.abort();
}
