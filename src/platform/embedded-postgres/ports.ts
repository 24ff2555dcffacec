import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/* Below the range that Linux (from 32768) and macOS (from 49152) give to outgoing connections, so
   that a recorded port is seldom taken by a passing client when the server starts again. */
const FIRST_PORT = 15_432;
const LAST_PORT = 30_000;

/** A loopback port that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}
