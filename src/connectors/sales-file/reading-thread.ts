/** Reads one file in a thread of its own, whose memory and time the caller bounds. */

import { parentPort, workerData } from 'node:worker_threads';
import { readBytes } from './read-bytes.ts';
import type { UnderstandContext } from './understand-table.ts';

const { bytes, context } = workerData as { bytes: Uint8Array; context: UnderstandContext };

parentPort?.postMessage(await readBytes(bytes, context));
