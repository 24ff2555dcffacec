import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany } from '#test/factories.ts';
import { manualEvents, startTestServer, type TestServer } from '#test/http-server.ts';

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
const events = manualEvents();

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  server = await startTestServer({
    database,
    events,
    streams: { heartbeatMs: 30, perCompanyMax: 2 },
  });
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

/** Opens the stream and reads on until the text so far satisfies. */
async function listen(headers: Record<string, string>) {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/v1/events`, { headers, signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) {
        const next = await reader?.read();
        if (next === undefined || next.done) throw new Error(`the stream ended after: ${text}`);
        text += next.value;
      }
      return text;
    },
    async ended(): Promise<boolean> {
      for (;;) if ((await reader?.read())?.done !== false) return true;
    },
    close: () => abort.abort(),
  };
}

it('tells a company what changes, and nothing of other companies', async () => {
  const [ours, theirs] = [await makeCompany(database), await makeCompany(database)];
  const stream = await listen(ours.headers);
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  expect(stream.response.headers.get('content-security-policy')).not.toBeNull();
  await stream.until(/^retry: 3000\n\n/);
  events.send({ companyId: theirs.companyId, name: 'venue.changed', data: { venueId: 'theirs' } });
  events.send({ companyId: ours.companyId, name: 'venue.changed', data: { venueId: 'ours' } });
  const text = await stream.until(/ours/);
  expect(text).toContain('event: venue.changed\ndata: {"venueId":"ours"}\n\n');
  expect(text).not.toContain('theirs');
  events.sendGap();
  await stream.until(/event: gap\ndata: \{\}\n\n/);
  await stream.until(/: still here\n\n/);
  stream.close();
});

it('is closed to strangers', async () => {
  const reply = await server.call('GET', '/api/v1/events');
  expect(reply).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
});

it('limits the streams of one company, and frees the place of one that ended', async () => {
  const { headers } = await makeCompany(database);
  const first = await listen(headers);
  const second = await listen(headers);
  const third = await server.call('GET', '/api/v1/events', { headers });
  expect(third).toMatchObject({ status: 429, body: { code: 'too_many_streams' } });
  const before = events.listenerCount();
  first.close();
  await expect.poll(() => events.listenerCount()).toBe(before - 1);
  const again = await listen(headers);
  expect(again.response.status).toBe(200);
  again.close();
  second.close();
});

it('ends when the server closes, so that a restart does not wait for open pages', async () => {
  const { headers } = await makeCompany(database);
  const other = await startTestServer({ database, events });
  const response = await fetch(`${other.url}/api/v1/events`, { headers });
  const text = response.text();
  await other.close();
  expect(await text).toContain('retry:');
});
