import { readdirSync, readFileSync } from 'node:fs';
import type { BenchDatabase } from './database.ts';

const ticksPerSecond = 100;

/**
 * Processor time the database server has used since it started, all its processes together; null
 * where the system does not tell. Unlike the time on the wall it stays true on a busy machine.
 */
export async function readServerCpuMs(db: BenchDatabase): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const [file] = await db.asSuper<{ text: string }>(
    "SELECT pg_read_file('postmaster.pid') AS text",
  );
  const postmaster = Number.parseInt(file?.text ?? '', 10);
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    if (stat === null) continue;
    if (stat.pid === postmaster) ticks += stat.own + stat.endedChildren;
    else if (stat.parent === postmaster) ticks += stat.own;
  }
  return (ticks * 1000) / ticksPerSecond;
}

function readStat(name: string) {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name may hold anything, brackets and blanks included.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return {
      pid: Number(name),
      parent: at(1),
      own: at(11) + at(12),
      endedChildren: at(13) + at(14),
    };
  } catch {
    // It ended while the list was read.
    return null;
  }
}

/** What `work` takes on the wall and of the server's processors (0 where unknown). */
export async function timed<T>(
  db: BenchDatabase,
  work: () => Promise<T>,
): Promise<{ ms: number; serverCpuMs: number; value: T }> {
  const before = await readServerCpuMs(db);
  const startedMs = performance.now();
  const value = await work();
  const ms = performance.now() - startedMs;
  const after = await readServerCpuMs(db);
  return { ms, value, serverCpuMs: before === null || after === null ? 0 : after - before };
}
