import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerOrder, writeLedger } from '#simulators/ledger.ts';
import { ordersOfDay } from '#simulators/restaurant.ts';
import { runCommand } from './index.ts';
import { sandboxCommand } from './sandbox.ts';

const venue = { name: 'x', timeZone: 'America/Toronto', currency: 'CAD' };
let orders: LedgerOrder[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-command-'));
  orders = ordersOfDay({ seed: 2, venue, ordersPerDay: 50, from: '2026-01-01' }, '2026-02-14');
  await writeLedger(join(folder, 'day.jsonl.gz'), { venue, orders });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command until its first output has been looked at. */
async function during(argv: string[], look: (output: string) => Promise<void>): Promise<void> {
  const end = new AbortController();
  const ready = Promise.withResolvers<string>();
  const output = { write: (text: string) => ready.resolve(text) };
  const io = { stdout: output, stderr: output, signal: end.signal, env: {} };
  const running = sandboxCommand.run(argv, io);
  running.catch(ready.reject);
  try {
    await look(await ready.promise);
  } finally {
    end.abort();
    await running;
  }
}

describe('tillbridge sandbox cluster', () => {
  it('says on one line where it is, serves the ledger, and ends on the signal', async () => {
    let url = '';
    const argv = ['--port', '0', '--ledger', join(folder, 'day.jsonl.gz'), '--json'];
    await during([...argv, '--locations', '2', '--shape', 'lines'], async (output) => {
      expect(output.endsWith('}\n')).toBe(true);
      const ready = JSON.parse(output);
      url = ready.url;
      expect(Object.keys(ready)).toEqual(['url', 'locations']);
      expect(ready.locations).toHaveLength(2);
      const counts = await Promise.all(
        ready.locations.map(async ({ serial }: { serial: string }) => {
          const answer = await fetch(`${url}/_control/ledger/days?serial=${serial}`);
          return ((await answer.json()) as { days: Record<string, { orders: number }> }).days[
            '2026-02-14'
          ]?.orders;
        }),
      );
      const closed = orders.filter((order) => order.state === 'closed');
      expect(counts[0] + counts[1]).toBe(closed.length);
    });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('greets a person with keys and an example, and opens a house per location', async () => {
    await during(['--orders-per-day', '20', '--days', '10', '--locations', '3'], async (text) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      expect(text).toContain(`curl -X POST ${url}/ping-pos -H 'X-Api-Key:`);
      const serials = [...text.matchAll(/^ {2}sandbox-key-\d+ +(\S+)$/gm)].map((match) => match[1]);
      expect(new Set(serials).size).toBe(3);
      const totals = await Promise.all(
        serials.map(async (serial) =>
          (await fetch(`${url}/_control/ledger/days?serial=${serial}`)).text(),
        ),
      );
      expect(new Set(totals.map((total) => total.replace(/"serial":"[^"]*"/, ''))).size).toBe(3);
      expect(totals[0]).toContain('netMinor');
    });
  });

  it.each([
    [['poster']],
    [[]],
    [['cluster', '--colour', 'red']],
    [['cluster', '--port', '70000']],
    [['cluster', '--days', '-3']],
    [['cluster', '--shape', 'round']],
    [['cluster', '--time-zone', 'Mars/Olympus']],
    [['cluster', 'twice']],
    [['cluster', '--ledger', '/nowhere/year.jsonl']],
    [['cluster', '--ledger', import.meta.filename]],
  ])('refuses %j in one sentence', async (argv) => {
    let said = '';
    const stderr = { write: (text: string) => (said += text) };
    const io = { stdout: process.stdout, stderr, signal: AbortSignal.abort(), env: {} };
    expect(await runCommand(['sandbox', ...argv], io)).toBe(2);
    expect(said).toMatch(/^[^\n]+\.\nUsage: tillbridge sandbox /);
  });
});
