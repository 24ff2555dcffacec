import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets `close()` wait for requests being answered, and for nothing else: browsers open connections
 * in advance that the HTTP server does not count as idle until a minute has passed.
 * @param graceMs after this, what is still being answered is cut off.
 */
export function closeGracefully(app: FastifyInstance, graceMs: number): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.on('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy();
    const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
    app.server.once('close', () => clearTimeout(timer));
  });
}
