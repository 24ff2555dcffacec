import type pg from 'pg';
import type { Log } from '#platform/log/log.ts';

/** A subscription to one channel that outlives its connections. */
export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_MS_FIRST = 250;
const RECONNECT_MS_MAX = 10_000;
/** A connection whose other end is gone says nothing: it has to be asked. */
const PROBE_EVERY_MS = 15_000;
const PROBE_MS_MAX = 5_000;

/**
 * Listens on one connection. When it is lost it is made again, at once and then at doubling
 * intervals up to 10 seconds, and `onGap` is told: what was announced meanwhile is lost.
 */
export function keepListening(options: {
  connect: () => Promise<pg.Client>;
  channel: string;
  onPayload: (payload: string) => void;
  onGap: () => void;
  log: Log;
}): Listening {
  const { log } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let wasConnected = false;
  let isClosed = false;

  const lose = (lost: pg.Client, error?: unknown) => {
    if (client !== lost || isClosed) return;
    client = null;
    log.warn('live events lost their connection', { error });
    // Its end may itself hang; nobody waits for it.
    lost.end().catch(() => undefined);
    connectLater();
  };
  const connectLater = () => {
    clearTimeout(timer);
    const backoffMs = Math.min(RECONNECT_MS_MAX, RECONNECT_MS_FIRST * 2 ** (failures - 1));
    timer = setTimeout(
      () => {
        connecting = connect();
      },
      failures === 0 ? 0 : backoffMs,
    );
  };
  const probeLater = (probed: pg.Client) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const overdue = new Error('no answer to a probe');
      timer = setTimeout(() => lose(probed, overdue), PROBE_MS_MAX);
      probed.query('SELECT 1').then(
        () => client === probed && !isClosed && probeLater(probed),
        (error: unknown) => lose(probed, error),
      );
    }, PROBE_EVERY_MS);
  };
  const connect = async (): Promise<void> => {
    let next: pg.Client | null = null;
    try {
      next = await options.connect();
      if (isClosed) return await next.end();
      const made = next;
      client = made;
      made.on('notification', ({ payload }) => payload && options.onPayload(payload));
      made.on('error', (error) => lose(made, error));
      made.on('end', () => lose(made));
      await made.query(`LISTEN ${options.channel}`);
      failures = 0;
      if (wasConnected) options.onGap();
      wasConnected = true;
      if (client === made && !isClosed) probeLater(made);
    } catch (error) {
      failures++;
      if (next !== null && client === next) return lose(next, error);
      if (isClosed || client !== null) return;
      log.warn('live events cannot connect', { error });
      connectLater();
    }
  };
  let connecting = connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}
