import { type AddressInfo, connect } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptMessages, messageOf } from './message-body.ts';

let app: FastifyInstance;
let port = 0;
beforeAll(async () => {
  app = fastify();
  acceptMessages(app, 100_000);
  app.post('/', async ({ body }) => ({ size: messageOf(body).length }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

async function post(size: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: 'x'.repeat(size),
  });
  await response.text();
  return response.status;
}

it('messages share their memory, and give it back however they end', async () => {
  for (let round = 0; round < 3; round++) expect(await post(80_000)).toBe(200);
  expect(await post(120_000)).toBe(503);
  expect(await post(80_000)).toBe(200);
  // A sender who stops in the middle holds his share until he is gone.
  const slow = connect({ host: '127.0.0.1', port });
  slow.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: message/rfc822\r\nContent-Length: 90000\r\n\r\n',
  );
  slow.write('x'.repeat(60_000));
  await expect.poll(() => post(80_000)).toBe(503);
  slow.destroy();
  await expect.poll(() => post(80_000)).toBe(200);
});
