import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTillbridge } from './child-process.ts';
import { makeHome, type OwnHome } from './own-home.ts';

let home: OwnHome;
let holder: Server;
let taken: number;

beforeAll(async () => {
  home = makeHome();
  holder = createServer();
  await new Promise<void>((resolve) => {
    holder.listen(0, '127.0.0.1', resolve);
  });
  const address = holder.address();
  taken = typeof address === 'object' && address ? address.port : 0;
});
afterAll(async () => {
  await new Promise((resolve) => holder.close(resolve));
  home.remove();
});

test.each(['PORT', 'MAIL_PORT'])(
  'a start whose %s is taken says so and ends, with its database',
  {
    timeout: 120_000,
  },
  async (name) => {
    const free = name === 'PORT' ? [] : ['--port', '0'];
    const starting = startTillbridge(['start', '--no-demo', '--json', ...free], {
      TILLBRIDGE_HOME: home.dir,
      [name]: String(taken),
    });
    await expect(starting).rejects.toThrow(/ended with 1: .*The port is taken by another program/s);
    expect(() => home.postgresPid(), 'a server that runs leaves its number').toThrow(/ENOENT/);
  },
);
