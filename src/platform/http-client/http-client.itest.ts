import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { serveHttp, serveTcp } from './hostile-server.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { HttpFailure } from './http-failure.ts';
import { closeHttpPools } from './origin-pools.ts';
import { realSleep } from './request-budget.ts';

afterAll(closeHttpPools);

/** Waits nobody has to wait for; asked-for lengths are kept. */
function noWaits() {
  const waitsMs: number[] = [];
  const sleep = async (ms: number) => {
    waitsMs.push(ms);
  };
  return { sleep, waitsMs };
}

function client(baseUrl: string, changes: Partial<HttpClientOptions> = {}) {
  return createHttpClient({
    baseUrl,
    timeoutMs: 5_000,
    responseBytesMax: 1_000_000,
    allowPrivateAddresses: true,
    redact: (text) => text.replaceAll('s3cret', '[redacted]'),
    clock: systemClock,
    sleep: noWaits().sleep,
    ...changes,
  });
}

async function failureOf(call: Promise<unknown>): Promise<HttpFailure> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof HttpFailure) return outcome.error;
  throw new Error(`expected an HttpFailure, got ${JSON.stringify(outcome)}`);
}

const get = { method: 'GET', path: '/x' } as const;

describe('a call to a well-behaved vendor', () => {
  it('carries path, query, headers and body, and reads JSON whatever its label', async () => {
    await using server = await serveHttp((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        const { method, url, headers } = request;
        response.end(`\uFEFF${JSON.stringify({ method, url, key: headers['x-key'], body })}`);
      });
    });
    const answer = await client(`${server.url}/v2/`).request({
      method: 'POST',
      path: '/sales-data',
      query: { q: "a = 'b & c'" },
      headers: { 'X-Key': 'k' },
      body: { a: 1 },
    });
    expect(answer.status).toBe(200);
    expect(answer.contentType).toContain('text/html');
    expect(answer.json).toEqual({
      method: 'POST',
      url: '/v2/sales-data?q=a+%3D+%27b+%26+c%27',
      key: 'k',
      body: '{"a":1}',
    });
  });

  it('reads compressed answers and counts what they hold', async () => {
    const text = JSON.stringify({ rows: 'x'.repeat(10_000) });
    await using server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    });
    const answer = await client(server.url).request(get);
    expect(answer).toMatchObject({ json: JSON.parse(text), bytes: text.length });
  });

  it('reuses the connection, across clients of the same origin', async () => {
    await using server = await serveHttp((_, response) => response.end('{}'));
    for (let i = 0; i < 20; i++) {
      const one = client(server.url);
      await one.request(get);
      one.close();
    }
    // The second request may start a moment before the first connection is free again.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('is refused after close, and when it cannot be written as HTTP', async () => {
    await using server = await serveHttp((_, response) => response.end('{}'));
    const one = client(server.url);
    const elsewhere = one.request({ method: 'GET', path: '//example.com/' });
    await expect(elsewhere).rejects.toThrow(TypeError);
    const unsendable = one.request({ ...get, headers: { 'x-key': 's3cret\n\u1234' } });
    await expect(unsendable).rejects.toThrow(/^GET \/x holds characters that HTTP forbids$/);
    one.close();
    expect((await failureOf(one.request(get))).kind).toBe('aborted');
  });
});

describe('an answer that cannot be used', () => {
  it('of status 401 is told with its JSON, redacted text, and no secret of the path', async () => {
    await using server = await serveHttp((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":"bad key s3cret"}');
    });
    const failure = await failureOf(
      client(server.url).request({ method: 'GET', path: '/s3cret/x?key=s3cret' }),
    );
    expect(failure).toMatchObject({ kind: 'status', status: 401 });
    expect(failure.json).toEqual({ error: 'bad key s3cret' });
    expect(failure.bodyStart).toBe('{"error":"bad key [redacted]"}');
    expect(failure.message).toBe('GET /[redacted]/x answered 401');
  });

  it('of HTML with 200 is not JSON', async () => {
    await using server = await serveHttp((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`<!doctype html>${'<p>Welcome</p>'.repeat(200)}`);
    });
    const failure = await failureOf(client(server.url).request(get));
    expect(failure).toMatchObject({ kind: 'not_json', status: 200 });
    expect(failure.message).toContain('a page instead of JSON');
    expect(failure.bodyStart).toHaveLength(600);
  });

  it('of half a JSON is not JSON, and an empty one neither', async () => {
    const bodies = ['{"orders":[{"id":1},', ''];
    await using server = await serveHttp((_, response) => response.end(bodies.shift()));
    const one = client(server.url);
    const half = await failureOf(one.request(get));
    expect(half).toMatchObject({ kind: 'not_json', status: 200 });
    expect(half.message).toContain('cut off');
    expect((await failureOf(one.request(get))).message).toContain('empty');
  });

  it('that redirects is not followed', async () => {
    let hits = 0;
    await using server = await serveHttp((request, response) => {
      hits++;
      response.writeHead(302, { location: `http://${request.headers.host}/secret` }).end();
    });
    const failure = await failureOf(client(server.url).request(get));
    expect(failure).toMatchObject({ kind: 'redirect', status: 302 });
    expect(hits).toBe(1);
  });

  it('announced as 50 MB is not read', async () => {
    await using server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-length': 50_000_000 });
      response.write('{"x":"');
    });
    const failure = await failureOf(client(server.url).request(get));
    expect(failure.kind).toBe('too_large');
  });

  it('of 50 MB without a length is read no further than allowed', async () => {
    let sent = 0;
    await using server = await serveHttp((_, response) => {
      const chunk = Buffer.alloc(65_536, 32);
      const pump = () => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', pump);
        }
        return response;
      };
      pump();
    });
    const failure = await failureOf(client(server.url).request(get));
    expect(failure.kind).toBe('too_large');
    expect(sent).toBeLessThan(20_000_000);
  });

  it('that grows a thousandfold when unpacked is stopped at the same bound', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    await using server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect((await failureOf(client(server.url).request(get))).kind).toBe('too_large');
  });

  it('in broken or unasked compression is not JSON', async () => {
    const answers = [
      { encoding: 'gzip', body: gzipSync('{"a":1}').subarray(0, 15) },
      { encoding: 'gzip', body: Buffer.from('{"a":1}') },
      { encoding: 'zstd', body: Buffer.from('{"a":1}') },
    ];
    await using server = await serveHttp((_, response) => {
      const { encoding, body } = answers.shift() ?? {};
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    const one = client(server.url);
    for (let i = 0; i < 3; i++) expect((await failureOf(one.request(get))).kind).toBe('not_json');
  });
});

describe('a vendor that does not answer', () => {
  const quick = { timeoutMs: 120 };

  it('ends in a timeout when it says nothing at all', async () => {
    await using server = await serveTcp(() => undefined);
    const failure = await failureOf(client(server.url, quick).request(get));
    expect(failure).toMatchObject({ kind: 'timeout' });
    expect(failure.message).toContain('120 ms');
  });

  it('ends in a timeout when a body comes in drops', async () => {
    await using server = await serveTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect((await failureOf(client(server.url, quick).request(get))).kind).toBe('timeout');
  });

  it('ends in a timeout when headers never end', async () => {
    await using server = await serveTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect((await failureOf(client(server.url, quick).request(get))).kind).toBe('timeout');
  });

  it('ends in a timeout on a kept connection whose other end is gone', async () => {
    let answers = 0;
    await using server = await serveTcp((socket) => {
      if (answers++ === 0) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    const one = client(server.url, quick);
    await one.request(get);
    expect((await failureOf(one.request(get))).kind).toBe('timeout');
    expect(answers).toBe(2);
  });

  it('is asked on a new connection after a timeout', async () => {
    let requests = 0;
    await using server = await serveTcp((socket) => {
      if (++requests > 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    const one = client(server.url, quick);
    await failureOf(one.request(get));
    expect((await one.request(get)).json).toEqual({});
    expect(server.connections()).toBe(2);
  });

  it('is left at once when the caller gives up', async () => {
    const controller = new AbortController();
    await using server = await serveTcp(() => controller.abort());
    const call = client(server.url, { signal: controller.signal }).request(get);
    expect((await failureOf(call)).kind).toBe('aborted');
  });
});

describe('a broken connection', () => {
  it('in the middle of a body is a network failure, asked again three times', async () => {
    await using server = await serveTcp((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":');
    });
    const { sleep, waitsMs } = noWaits();
    const failure = await failureOf(client(server.url, { sleep }).request(get));
    expect(failure.kind).toBe('network');
    expect(server.connections()).toBe(4);
    expect(waitsMs).toHaveLength(3);
  });

  it('that heals is no failure for a GET', async () => {
    let requests = 0;
    await using server = await serveTcp((socket) => {
      if (++requests < 3) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    const outcomes: string[] = [];
    const onAttempt = ({ outcome }: { outcome: string }) => outcomes.push(outcome);
    expect((await client(server.url, { onAttempt }).request(get)).json).toEqual({});
    expect(outcomes).toEqual(['network', 'network', '2xx']);
  });

  it('is not repeated for a POST that was sent', async () => {
    await using server = await serveTcp((socket) => socket.resetAndDestroy());
    const post = client(server.url).request({ method: 'POST', path: '/x', body: {} });
    expect(await failureOf(post)).toMatchObject({ kind: 'network', isUnsent: false });
    expect(server.connections()).toBe(1);
  });

  it('that was never made is repeated for a POST too', async () => {
    const server = await serveTcp(() => undefined);
    await server[Symbol.asyncDispose]();
    const { sleep, waitsMs } = noWaits();
    const post = client(server.url, { sleep }).request({ method: 'POST', path: '/x', body: {} });
    expect(await failureOf(post)).toMatchObject({ code: 'ECONNREFUSED', isUnsent: true });
    expect(waitsMs).toHaveLength(3);
  });
});

describe('a vendor that asks to wait', () => {
  it('for a moment is asked again after it', async () => {
    let requests = 0;
    await using server = await serveHttp((_, response) => {
      if (++requests === 1) response.writeHead(429, { 'retry-after': '2' }).end('{}');
      else response.end('{"ok":true}');
    });
    const { sleep, waitsMs } = noWaits();
    expect((await client(server.url, { sleep }).request(get)).json).toEqual({ ok: true });
    expect(waitsMs).toEqual([2_000]);
  });

  it('for long is left to the schedule', async () => {
    let requests = 0;
    await using server = await serveHttp((_, response) => {
      requests++;
      response.writeHead(429, { 'retry-after': '120' }).end('{}');
    });
    const failure = await failureOf(client(server.url).request(get));
    expect(failure).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 120_000 });
    expect(requests).toBe(1);
  });

  it('is not waited for once the caller gives up', async () => {
    const controller = new AbortController();
    await using server = await serveHttp((_, response) => {
      response.writeHead(503, { 'retry-after': '4' }).end('{}');
    });
    const onAttempt = () => controller.abort();
    const started = systemClock.now();
    const options = { signal: controller.signal, onAttempt, sleep: realSleep };
    const call = client(server.url, options).request(get);
    expect((await failureOf(call)).kind).toBe('aborted');
    expect(systemClock.now() - started).toBeLessThan(2_000);
  });
});

describe('private addresses', () => {
  it('are not connected to, however the URL writes them', async () => {
    await using server = await serveHttp((_, response) => response.end('{}'));
    const { port } = new URL(server.url);
    const hosts = ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '[::1]'];
    for (const host of hosts) {
      const one = client(`http://${host}:${port}`, { allowPrivateAddresses: false });
      const failure = await failureOf(one.request(get));
      expect([host, failure.kind]).toEqual([host, 'blocked_address']);
    }
    expect(server.connections()).toBe(0);
  });

  it('stay closed to a client that may not, while another may', async () => {
    await using server = await serveHttp((_, response) => response.end('{}'));
    const url = server.url.replace('127.0.0.1', 'localhost');
    await client(url).request(get);
    const other = client(url, { allowPrivateAddresses: false });
    expect((await failureOf(other.request(get))).kind).toBe('blocked_address');
  });
});
