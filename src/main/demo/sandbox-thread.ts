import { parentPort, workerData } from 'node:worker_threads';
import { startClusterSandbox } from '#simulators/cluster/index.ts';
import { demoTills } from './demo-tills.ts';

/** The sandbox tills in a thread of their own, so that they do not slow the program they feed. */
const { venues, spare } = demoTills((workerData as { historyFrom: string }).historyFrom);
const sandbox = await startClusterSandbox({
  venues: [...venues.map((venue) => venue.till), spare],
});
parentPort?.postMessage({ url: sandbox.url });
