import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerUser } from './server-user.ts';

/**
 * True when a process with this number runs, whoever owns it. One that has ended and that its
 * parent has not collected yet does not count: it has no command line any more.
 */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return findCommandLine(pid) !== '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The command line of a process where the system tells it without a helper program (Linux), else null.
 */
export function findCommandLine(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return null;
  }
}

/** What a finished program said: its exit code (null after a signal) and both outputs, trimmed. */
export interface Outcome {
  code: number | null;
  output: string;
}

/**
 * Runs a program of the server's to its end, as the server's user, in a plain environment, so that
 * the caller's locale and PG* variables cannot change what it does. Never throws for a failing exit.
 */
export function runAsServerUser(
  user: ServerUser | null,
  program: string,
  args: readonly string[],
): Promise<Outcome> {
  const isWindows = process.platform === 'win32';
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        cwd: isWindows ? undefined : '/',
        ...(isWindows ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
        ...(user ?? {}),
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`.trim();
        if (!error) resolve({ code: 0, output });
        else if (typeof error.code === 'number') resolve({ code: error.code, output });
        else resolve({ code: null, output: output || error.message });
      },
    );
  });
}
