import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { isProcessAlive } from './process.ts';

/*
 * Several processes may use one server (a second `start`, a test run beside another). Each leaves a
 * file named after its process; whoever leaves last stops the server. A killed process's file does
 * not count, because its process is gone.
 */

const holdersOfThisProcess = new Set<string>();
let holderCount = 0;

/** Notes that this process uses the server; returns the note's name. */
export function addHolder(home: Home): string {
  holderCount += 1;
  const name = `${process.pid}-${holderCount}`;
  writeFileSync(join(home.holdersDir, name), '', { mode: 0o600 });
  holdersOfThisProcess.add(join(home.holdersDir, name));
  return name;
}

/** Takes the note back and says how many other users remain; notes of dead processes are cleared. */
export function removeHolder(home: Home, name: string): { othersCount: number } {
  rmSync(join(home.holdersDir, name), { force: true });
  holdersOfThisProcess.delete(join(home.holdersDir, name));
  let othersCount = 0;
  for (const other of readdirSync(home.holdersDir)) {
    const path = join(home.holdersDir, other);
    const pid = Number.parseInt(other, 10);
    const isLive = pid === process.pid ? holdersOfThisProcess.has(path) : isProcessAlive(pid);
    if (isLive) othersCount += 1;
    else rmSync(path, { force: true });
  }
  return { othersCount };
}
