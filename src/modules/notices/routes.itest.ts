import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server.ts';
import { noticesRoutes } from './index.ts';
import { deliverNotices } from './notice-worker.ts';
import { addPerson, noticeDeps, removePerson, tell, wish } from './testing.ts';

const clock = manualClock(Date.UTC(2025, 2, 15, 16));
const path = '/api/v1/me/notice-preferences';
const minuteMs = 60_000;

let testDb: TestDatabase;
let database: Database;
let smtp: TestSmtpServer;
let server: TestServer;
let mute: TestServer;
let company: TestCompany;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
  smtp = await startSmtpServer();
  const serve = (own: TestSmtpServer | null) =>
    startTestServer({
      ...{ database, clock },
      plugins: [noticesRoutes(noticeDeps({ database, clock, smtp: own }))],
    });
  server = await serve(smtp);
  mute = await serve(null);
});
afterAll(async () => {
  await server.close();
  await mute.close();
  await smtp.close();
  await database.close();
  await testDb.drop();
});
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.behaviour = { do: 'accept' };
  company = await makeCompany(database, { nowMs: clock.now() });
});

interface Outbox {
  items: {
    id: string;
    title: string;
    text: string;
    deliveries: { name: string; state: string; at: string | null; lastError: string | null }[];
  }[];
  nextCursor: string | null;
  mailsGoOut: boolean;
}

async function outbox(from = server, query = '', language = 'en'): Promise<Outbox> {
  const headers = { ...company.headers, 'accept-language': language };
  const reply = await from.call<Outbox>('GET', `/api/v1/notices${query}`, { headers });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}
const deliver = (own: TestSmtpServer | null) =>
  deliverNotices(noticeDeps({ database, clock, smtp: own }), new AbortController().signal);

describe('a person’s preferences', () => {
  const chosen = () => ({
    kinds: ['integration_called_off'],
    venueIds: [company.venueId],
    language: 'fr',
    quietHours: { from: '22:00', to: '07:30' },
    gatherMinutes: 60,
  });

  it('are all of it in both languages until they choose, then what they chose', async () => {
    const headers = await server.signIn(company.owner);
    expect((await server.call('GET', path, { headers })).body).toEqual({
      preferences: {
        kinds: [
          'integration_warned',
          'integration_called_off',
          'integration_recovered',
          'webhook_disabled',
        ],
        ...{ venueIds: null, language: null, quietHours: null, gatherMinutes: 5 },
      },
    });
    const put = await server.call('PUT', path, { headers, body: chosen() });
    expect(put).toMatchObject({ status: 200, body: { preferences: chosen() } });
    expect((await server.call('GET', path, { headers })).body).toEqual({ preferences: chosen() });
  });

  it.each([
    ['kinds.0', { kinds: ['everything'] }],
    ['quietHours.from', { quietHours: { from: '24:00', to: '07:00' } }],
    ['quietHours.to', { quietHours: { from: '07:00', to: '07:00' } }],
    ['gatherMinutes', { gatherMinutes: 1441 }],
    ['language', { language: 'de' }],
    ['venueIds.1', 'a venue of others'],
    ['venueIds', { venueIds: [] }],
  ])('are refused where they make no sense: %s', async (where, change) => {
    const headers = await server.signIn(company.owner);
    const other = await makeCompany(database);
    const part =
      typeof change === 'string' ? { venueIds: [company.venueId, other.venueId] } : change;
    const body = { ...chosen(), ...part };
    const told = await server.call('PUT', path, { headers, body });
    expect(told).toMatchObject({ status: 422, body: { errors: [{ path: where }] } });
  });

  it('say at the field why quiet hours of no length, and notices of no venue, cannot be', async () => {
    const headers = await server.signIn(company.owner);
    const put = async (part: object, language: string) => {
      const body = { ...chosen(), ...part };
      const told = await server.call<{ errors: { message: string }[] }>('PUT', path, {
        ...{ headers: { ...headers, 'accept-language': language }, body },
      });
      return told.body.errors[0]?.message;
    };
    const quiet = { quietHours: { from: '08:00', to: '08:00' } };
    expect(await put(quiet, 'en')).toMatch(/^Quiet hours begin and end at the same time/);
    expect(await put(quiet, 'fr')).toMatch(/^Les heures calmes commencent et finissent/);
    expect(await put({ venueIds: [] }, 'en')).toMatch(/choose at least one venue, or untick/);
    expect(await put({ venueIds: [] }, 'fr')).toMatch(/choisissez au moins un lieu, ou décochez/);
  });

  it('may be of no venue where nothing of venues is to be told', async () => {
    const headers = await server.signIn(company.owner);
    const body = { ...chosen(), kinds: ['webhook_disabled'], venueIds: [] };
    expect(await server.call('PUT', path, { headers, body })).toMatchObject({ status: 200 });
    expect((await server.call('GET', path, { headers })).body).toEqual({ preferences: body });
  });

  it('are a viewer’s own as well, who is told nothing until they choose', async () => {
    const viewer = { email: `${newId()}@example.com`, name: 'Vi Viewer', role: 'viewer' };
    const added = await server.call<{ password: string }>('POST', '/api/v1/members', {
      ...{ headers: company.headers, body: viewer },
    });
    const { password } = added.body;
    const headers = await server.signIn({ email: viewer.email, password });
    expect((await server.call('GET', path, { headers })).body).toMatchObject({
      preferences: { kinds: [] },
    });
    await tell(database, company, { nowMs: clock.now() });
    await deliver(smtp);
    expect((await outbox()).items[0]?.deliveries.map(({ name }) => name)).toEqual(['Olive Owner']);
    const body = { ...chosen(), venueIds: null, quietHours: null, gatherMinutes: 0 };
    const put = await server.call('PUT', path, { headers, body });
    expect(put).toMatchObject({ status: 200, body: { preferences: body } });
    await tell(database, company, { nowMs: clock.now() });
    await deliver(smtp);
    expect((await outbox()).items[0]?.deliveries.map(({ name }) => name).sort()).toEqual([
      'Olive Owner',
      viewer.name,
    ]);
    const untouched = await server.signIn(company.owner);
    expect((await server.call('GET', path, { headers: untouched })).body).toMatchObject({
      preferences: { language: null },
    });
  });

  it('are none of an API key’s, which is sent nothing', async () => {
    const { headers } = company;
    expect((await server.call('GET', path, { headers })).body).toEqual({ preferences: null });
    const told = await server.call('PUT', path, { headers, body: chosen() });
    expect(told).toMatchObject({ status: 403, body: { code: 'person_needed' } });
  });

  it('are forgotten when the person leaves the company', async () => {
    const { companyId } = company;
    const person = await addPerson(database, company, { name: 'Mo', role: 'manager' });
    await wish(database, person, {});
    await removePerson(database, person);
    const left = await database.withCompany(companyId, (tx) =>
      tx.rows({ text: 'SELECT user_id FROM notice_preferences', values: [] }),
    );
    expect(left).toEqual([]);
  });
});

describe('the outbox', () => {
  it('without a mail server shows every notice, and who waits for it, in the reader’s language', async () => {
    await tell(database, company, { nowMs: clock.now() });
    await deliver(null);
    expect(await outbox(mute)).toMatchObject({
      mailsGoOut: false,
      items: [
        {
          title: expect.stringMatching(/^Cluster “Bar” at .* is called off$/),
          text: expect.stringContaining('The key is refused.'),
          deliveries: [{ name: 'Olive Owner', state: 'waiting', at: null, lastError: null }],
        },
      ],
    });
    const [french] = (await outbox(mute, '', 'fr')).items;
    expect(french?.text).toContain('La clé est refusée.');
  });

  it('shows a notice that nobody has been told of yet, as soon as it is committed', async () => {
    await tell(database, company, { nowMs: clock.now() });
    expect((await outbox()).items).toMatchObject([{ deliveries: [] }]);
  });

  it('lists nobody as waiting who no longer belongs to the company, and mails them nothing', async () => {
    const person = await addPerson(database, company, { name: 'Mo', role: 'manager' });
    await tell(database, company, { nowMs: clock.now() });
    await deliver(null);
    const listed = async (from: TestServer) =>
      (await outbox(from)).items[0]?.deliveries.map(({ name, state }) => [name, state]);
    const waiting = ['Olive Owner', 'waiting'];
    expect(await listed(mute)).toEqual([['Mo', 'waiting'], waiting]);
    await removePerson(database, person);
    expect(await listed(mute)).toEqual([['Mo', 'withdrawn'], waiting]);
    expect((await outbox(mute)).items[0]?.deliveries[0]?.at).toBeNull();
    clock.advance(5 * minuteMs);
    await deliver(smtp);
    expect(await listed(server)).toEqual([
      ['Mo', 'withdrawn'],
      ['Olive Owner', 'sent'],
    ]);
    expect(smtp.received.flatMap(({ to }) => to)).not.toContain(person.email);
  });

  it('follows a mail from waiting to sent', async () => {
    await tell(database, company, { nowMs: clock.now() });
    await deliver(smtp);
    const at = new Date(clock.now() + 5 * minuteMs).toISOString();
    expect((await outbox()).items[0]?.deliveries).toMatchObject([{ state: 'waiting', at }]);
    clock.advance(5 * minuteMs);
    smtp.behaviour = { do: 'refuse_reader', code: 450 };
    await deliver(smtp);
    expect((await outbox()).items[0]?.deliveries).toMatchObject([
      { state: 'sending', lastError: expect.stringContaining('450') },
    ]);
    smtp.behaviour = { do: 'accept' };
    clock.advance(minuteMs);
    await deliver(smtp);
    expect((await outbox()).items[0]?.deliveries).toEqual([
      {
        userId: company.owner.userId,
        name: 'Olive Owner',
        state: 'sent',
        at: new Date(clock.now()).toISOString(),
        lastError: null,
      },
    ]);
    expect((await outbox()).mailsGoOut).toBe(true);
  });

  it('is paged, newest first', async () => {
    for (const nickname of ['One', 'Two', 'Three']) {
      await tell(database, company, { nowMs: clock.now(), payload: { nickname } });
    }
    const first = await outbox(server, '?limit=2');
    const rest = await outbox(server, `?limit=2&cursor=${first.nextCursor}`);
    const titles = [...first.items, ...rest.items].map(({ title }) => /“(\w+)”/.exec(title)?.[1]);
    expect(titles).toEqual(['Three', 'Two', 'One']);
    expect(rest.nextCursor).toBeNull();
    for (const cursor of ['x', Buffer.from('["no id"]').toString('base64url')]) {
      const { headers } = company;
      const told = await server.call('GET', `/api/v1/notices?cursor=${cursor}`, { headers });
      expect(told).toMatchObject({ status: 422, body: { code: 'cursor_invalid' } });
    }
  });
});

describe('sending again', () => {
  /** Without mails of tests before. */
  const received = () => smtp.received.filter(({ to }) => to.includes(company.owner.email));
  const resend = (id: string) =>
    server.call('POST', `/api/v1/notices/${id}/resend`, { headers: company.headers });

  it('repeats what was not confirmed, as the same mail, when a person says so', async () => {
    await tell(database, company, { nowMs: clock.now() });
    clock.advance(5 * minuteMs);
    smtp.behaviour = { do: 'break_off_after_text' };
    await deliver(smtp);
    const [item] = (await outbox()).items;
    expect(item?.deliveries).toMatchObject([{ state: 'unconfirmed' }]);
    smtp.behaviour = { do: 'accept' };
    expect(await resend(item?.id ?? '')).toMatchObject({ status: 200, body: { mails: 1 } });
    await deliver(smtp);
    const [first, second] = received();
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
    expect(second?.mail.text).toBe(first?.mail.text);
    expect((await outbox()).items[0]?.deliveries).toMatchObject([{ state: 'sent' }]);
    expect(await resend(item?.id ?? '')).toMatchObject({ body: { mails: 0 } });
    await deliver(smtp);
    expect(received()).toHaveLength(2);
  });

  it('knows no notice of another company', async () => {
    const other = await makeCompany(database);
    await tell(database, other, { nowMs: clock.now() });
    const { headers } = other;
    const { body } = await server.call<Outbox>('GET', '/api/v1/notices', { headers });
    expect(await resend(body.items[0]?.id ?? '')).toMatchObject({ status: 404 });
    expect((await outbox()).items).toEqual([]);
  });
});
