import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

/** A server of a test: its address, what came in, and its end. */
export interface HostileServer {
  url: string;
  /** Connections accepted so far. */
  connections(): number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Real HTTP, for servers that behave badly above the protocol. */
export async function serveHttp(listener: RequestListener): Promise<HostileServer> {
  const server = createHttpServer(listener);
  return listen(server);
}

/** Bare TCP, for servers that behave badly within it. The handler runs when a request has come in. */
export async function serveTcp(answer: (socket: Socket) => void): Promise<HostileServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => answer(socket));
  });
  return listen(server);
}

async function listen(
  server: ReturnType<typeof createTcpServer> | ReturnType<typeof createHttpServer>,
): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
