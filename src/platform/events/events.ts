import { z } from 'zod';
import type { Database, Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { Log } from '#platform/log/log.ts';
import { keepListening } from './keep-listening.ts';

/** Something that changed, for whoever is looking at it now. Not a record: it may get lost. */
export interface LiveEvent {
  companyId: string;
  /** As in the API, e.g. `days.changed`. */
  name: string;
  /** Ids and small figures; never secrets or personal data. */
  data: Record<string, unknown>;
}

/** Gets each event, and `null` when events may have been missed: then read anew. Must not throw. */
export type LiveListener = (event: LiveEvent | null) => void;

export interface Events {
  /** Hears one company's events until the result is called. */
  subscribe(companyId: string, listener: LiveListener): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'tillbridge_events';
/** PostgreSQL takes less than 8,000 bytes. */
const PAYLOAD_BYTES_MAX = 7_900;

const liveEvent = z.object({
  companyId: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/**
 * Announces an event to every process when the transaction commits, and to none if it does not.
 * The same event twice in a transaction is announced once.
 * @throws RangeError when the event is larger than 7,900 bytes as JSON.
 */
export async function notifyInTx(tx: Tx, event: LiveEvent): Promise<void> {
  const { companyId, name, data } = event;
  const payload = JSON.stringify({ companyId, name, data });
  if (Buffer.byteLength(payload) > PAYLOAD_BYTES_MAX) {
    throw new RangeError(`the event ${name} is larger than ${PAYLOAD_BYTES_MAX} bytes`);
  }
  await tx.run(sql`SELECT pg_notify(${CHANNEL}, ${payload})`);
}

/**
 * Events of all processes, over one connection that is made again when it is lost.
 * Returns at once; events are heard as soon as the connection stands.
 */
export function openEvents(database: Pick<Database, 'dedicated'>, log: Log): Events {
  const listeners = new Map<string, Set<LiveListener>>();

  const tell = (group: Iterable<LiveListener>, event: LiveEvent | null) => {
    for (const listener of [...group]) {
      try {
        listener(event);
      } catch (error) {
        log.error('a listener of live events failed', { error });
      }
    }
  };
  const listening = keepListening({
    connect: () => database.dedicated(),
    channel: CHANNEL,
    log,
    onPayload(payload) {
      const event = findEvent(payload);
      if (event === null) log.warn('an announcement that is no live event was ignored');
      else tell(listeners.get(event.companyId) ?? [], event);
    },
    onGap() {
      for (const group of listeners.values()) tell(group, null);
    },
  });
  return {
    subscribe(companyId, listener) {
      const group = listeners.get(companyId) ?? new Set();
      listeners.set(companyId, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(companyId) === group) listeners.delete(companyId);
      };
    },
    async close() {
      listeners.clear();
      await listening.close();
    },
  };
}

/** Whoever may connect to the database may announce anything. */
function findEvent(payload: string): LiveEvent | null {
  try {
    const parsed = liveEvent.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
