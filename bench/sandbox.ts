import { Pool } from 'undici';
import { salesQuery } from '#connectors/cluster/query.ts';
import { type Child, startTillbridge } from './child.ts';

export interface TillKey {
  apiKey: string;
  serial: string;
}

/** A Cluster sandbox in a process of its own. */
export interface BenchSandbox {
  url: string;
  locations: TillKey[];
  /** Bytes of the sales it answered with since the last call. */
  takeBytes(): Promise<number>;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const datesPerCall = 30;

/** Houses with `days` days of history before today, written anew for each run of the same seed. */
export async function startSandbox(options: {
  ordersPerDay: number;
  days: number;
  locations?: number;
  signal: AbortSignal;
}): Promise<BenchSandbox> {
  const argv = ['sandbox', 'cluster', '--json', '--port', '0', '--seed', 'bench'];
  const child: Child<{ url: string; locations: TillKey[] }> = await startTillbridge(
    [
      ...argv,
      ...['--orders-per-day', String(options.ordersPerDay), '--days', String(options.days)],
      ...['--locations', String(options.locations ?? 1)],
    ],
    options,
  );
  const { url, locations } = child.ready;
  const http = new Pool(url, { connections: 1 });
  return {
    url,
    locations,
    async takeBytes() {
      const path = '/_control/requests';
      const answer = await http.request({ method: 'GET', path });
      const { requests } = (await answer.body.json()) as { requests: { bytes: number }[] };
      await (await http.request({ method: 'DELETE', path })).body.dump();
      return requests.reduce((sum, request) => sum + request.bytes, 0);
    },
    async stop() {
      await http.destroy();
      await child.stop();
    },
  };
}

/**
 * Has the sandbox write its whole history now: a real vendor has its bills already, and inventing
 * them is not what is measured.
 */
export async function warmSandbox(
  sandbox: BenchSandbox,
  span: { nowMs: number; days: number },
): Promise<void> {
  const http = new Pool(sandbox.url, { connections: 1 });
  const today = Math.floor(span.nowMs / dayMs);
  try {
    for (const { apiKey, serial } of sandbox.locations) {
      for (let back = 0; back < span.days + 2; back += datesPerCall) {
        const query = salesQuery({
          startWallMs: (today - back - datesPerCall + 1) * dayMs,
          endWallMs: (today - back + 1) * dayMs - 1000,
        });
        const answer = await http.request({
          method: 'GET',
          path: `/sales-data?query=${encodeURIComponent(query)}`,
          headers: { 'x-api-key': apiKey, 'x-serial': serial },
        });
        if (answer.statusCode !== 200) throw new Error(`the sandbox said ${answer.statusCode}`);
        await answer.body.dump({ limit: Number.MAX_SAFE_INTEGER });
      }
    }
    await sandbox.takeBytes();
  } finally {
    await http.destroy();
  }
}
