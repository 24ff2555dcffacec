import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, businessDateOf } from '#kernel/business-day.ts';
import { systemClock } from '#kernel/clock.ts';
import { countStored } from './backfill.ts';
import { type BenchDatabase, openBenchDatabase } from './database.ts';
import { startEngine } from './engine.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { leaveStatements } from './profile.ts';
import { type BenchResult, type Figures, judge, rounded } from './result.ts';
import { writeCsv, writeXlsx } from './sales-files.ts';
import { makeVenue, timeZone } from './venue.ts';

const budgets = {
  csvMs: { max: 4000 },
  xlsxMs: { max: 5000 },
  // Constant memory, as far as a process can show it: most of what it holds is no file's.
  memoryOfTwice: { max: 1.25 },
};
/** The files' month ends before today. */
const daysBack = 32;

/**
 * A month of item lines as CSV, and two thirds of it as a workbook: from received to totals. Half the
 * CSV first, to tell how memory grows with a file.
 */
export async function measureFiles(options: BenchOptions): Promise<BenchResult> {
  options.say('starting the database and writing the files');
  const db = await openBenchDatabase({ withStatements: options.profileDir !== undefined });
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-files-'));
  try {
    const today = businessDateOf(systemClock.now(), { timeZone, cutoff: '05:00' });
    const firstDate = addDays(today, -daysBack);
    const xlsxRows = Math.floor((options.rows * 2) / 3);
    const csvPath = join(folder, 'items.csv');
    const halfPath = join(folder, 'half.csv');
    const halfRows = Math.floor(options.rows / 2);
    writeCsv(halfPath, halfRows, firstDate);
    const xlsxPath = join(folder, 'items.xlsx');
    writeCsv(csvPath, options.rows, firstDate);
    await writeXlsx(xlsxPath, xlsxRows, firstDate);
    const half = await measureFile(db, options, { path: halfPath, rows: halfRows });
    const csv = await measureFile(db, options, { path: csvPath, rows: options.rows });
    const xlsx = await measureFile(db, options, { path: xlsxPath, rows: xlsxRows });
    await leaveStatements(db, options);
    const memoryOfTwice = rounded(csv.rssPeakMb / half.rssPeakMb, 2);
    const figures = { csvMs: csv.ms, xlsxMs: xlsx.ms, memoryOfTwice, half, csv, xlsx };
    return {
      name: 'files',
      figures,
      budgets,
      met: judge(figures, budgets),
      machine: readMachine(db),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await db.close();
  }
}

/** One file for a venue of its own, read by a fresh process, so that its memory is its own. */
async function measureFile(
  db: BenchDatabase,
  options: BenchOptions,
  { path, rows }: { path: string; rows: number },
): Promise<Figures & { ms: number; rssPeakMb: number }> {
  const { signal, profileDir } = options;
  const { companyId, venueId, apiKey } = await makeVenue(db.database, systemClock.now());
  // Files alone are read; no till is asked.
  const clusterApiUrl = 'http://127.0.0.1:9';
  const engine = await startEngine({ appUrl: db.appUrl, clusterApiUrl, profileDir, signal });
  try {
    await db.settle();
    options.say(`reading ${rows} rows of ${path.slice(path.lastIndexOf('.') + 1)}`);
    const { ms } = await engine.read({ companyId, venueId, path });
    const usage = await engine.pause();
    const stored = await countStored(db, { companyId, venueId, apiKey });
    if (stored.lines !== rows) throw new Error(`${stored.lines} of ${rows} rows became lines`);
    return {
      ms: rounded(ms),
      rows,
      ...stored,
      fileMb: rounded(statSync(path).size / 1e6, 1),
      rowsPerSecond: rounded(rows / (ms / 1000)),
      rssPeakMb: rounded(usage.rssPeakBytes / 1e6),
      cpuMs: rounded(usage.cpuMs),
    };
  } finally {
    await engine.stop();
  }
}
