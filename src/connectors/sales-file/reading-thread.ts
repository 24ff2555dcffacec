/** Reads one file in a thread of its own, whose memory and time the caller bounds. */

import { parentPort, workerData } from 'node:worker_threads';
import { type ReadBytes, readBytes } from './read-bytes.ts';
import type { UnderstandContext } from './understand-table.ts';

type Read = Extract<ReadBytes, { kind: 'read' }>;

/** The first message: the reading, with the times of its orders. The orders come when asked for. */
export type ThreadReading =
  | Exclude<ReadBytes, Read>
  | (Omit<Read, 'orders'> & Omit<Read['orders'], 'pageFrom'>);

const { bytes, context } = workerData as { bytes: Uint8Array; context: UnderstandContext };

const reading = await readBytes(bytes, context);
if (reading.kind === 'read') {
  const { orders, ...rest } = reading;
  tell({ ...rest, occurredAtMs: orders.occurredAtMs, forms: orders.forms });
  // Asked for the orders from one on, by its number.
  parentPort?.on('message', (from: number) => parentPort?.postMessage(orders.pageFrom(from)));
} else {
  tell(reading);
}

function tell(message: ThreadReading): void {
  parentPort?.postMessage(message);
}
