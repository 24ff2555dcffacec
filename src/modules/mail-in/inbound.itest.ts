import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCompany } from '#test/factories.ts';
import { domain, type Mailbox, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, message, salesCsv } from '#test/mail/mime-zoo.ts';

let world: MailWorld;
let box: Mailbox;
beforeAll(async () => {
  world = await openMailWorld();
  box = await world.mailbox();
});
afterAll(() => world.close());

let sent = 0;
function report(): string {
  sent += 1;
  return message([attachment('a.csv', salesCsv('2025-03-10', [`Coffee${sent} 1 1.00`]))]);
}

interface Answer {
  mailId?: string;
  isRepeated?: boolean;
  code?: string;
  detail?: string;
}

async function post(path: string, body: BodyInit | null, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.server.url}/api/v1/inbound/mail${path}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822', ...headers },
    ...{ body, duplex: 'half' },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const token = () => box.address.split('@')[0] ?? '';

describe('a message handed over by HTTP', () => {
  it('with an API key is kept and read like any other', async () => {
    const to = encodeURIComponent(box.address);
    const told = await post(`?to=${to}&from=till@pos.example`, report(), box.company.headers);
    expect(told).toMatchObject({ status: 202, body: { isRepeated: false } });
    await world.readAll();
    const [mail] = await world.mails(box);
    expect(mail).toMatchObject({
      ...{ id: told.body.mailId, source: 'inbound', sender: 'till@pos.example', state: 'read' },
      parts: [{ name: 'a.csv' }],
    });
  });

  it('with the secret address in the path needs no key, under any domain of the provider', async () => {
    expect((await post(`/${token()}`, report())).status).toBe(202);
    expect((await post(`/${token()}+daily`, report())).status).toBe(202);
    expect(
      (await post(`/${encodeURIComponent(`${token()}@mx.provider.example`)}`, report())).status,
    ).toBe(202);
  });

  it('that came by SMTP before adds nothing', async () => {
    const raw = report();
    expect(await world.send(box, raw)).toBe(250);
    const wire = raw.endsWith('\r\n') ? raw : `${raw}\r\n`;
    expect(await post(`/${token()}`, wire)).toMatchObject({
      status: 202,
      body: { isRepeated: true },
    });
  });

  it('for an address nobody has is refused before it is read', async () => {
    const stranger = 'a'.repeat(26);
    for (const path of [`/${stranger}`, '/x', '/%00', `/${token()}x`]) {
      expect([404, 422]).toContain((await post(path, report())).status);
    }
    const unknown = await post(`?to=${stranger}@${domain}`, report(), box.company.headers);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'mail_address_unknown' } });
  });

  it('with the key of another company is refused as if the address did not exist', async () => {
    const other = await makeCompany(world.database);
    const told = await post(`?to=${box.address}`, report(), other.headers);
    expect(told).toMatchObject({ status: 404, body: { code: 'mail_address_unknown' } });
    expect((await post(`?to=${box.address}`, report())).status).toBe(401);
  });

  it('must be a message, of 30 MB at most', async () => {
    expect((await post(`/${token()}`, '')).status).toBe(422);
    const json = await post(`/${token()}`, '{}', { 'content-type': 'application/json' });
    expect(json).toMatchObject({ status: 415, body: { types: ['message/rfc822'] } });
    const withKey = await post(`?to=${box.address}`, 'a=b', {
      ...box.company.headers,
      'content-type': 'text/html',
    });
    expect(withKey).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(withKey.body.detail).toContain('"Content-Type: message/rfc822"');
    const large = new Uint8Array(30 * 1024 * 1024 + 1);
    const told = await post(`/${token()}`, large).catch(() => null);
    // The server may hang up on the rest of it before the answer is heard.
    expect([413, undefined]).toContain(told?.status);
    expect((await post(`/${token()}`, report())).status).toBe(202);
  });

  it('stands in the API’s document as the body it is', async () => {
    const answer = await fetch(`${world.server.url}/api/openapi.json`);
    const { paths } = (await answer.json()) as {
      paths: Record<string, { post?: { requestBody?: { content: object } } }>;
    };
    const typesOf = (path: string) => Object.keys(paths[path]?.post?.requestBody?.content ?? {});
    expect(typesOf('/api/v1/inbound/mail')).toEqual(['message/rfc822']);
    const files = '/api/v1/integrations/{integrationId}/files';
    expect(typesOf(files)).toEqual(['application/octet-stream']);
  });

  it('once more with the same Idempotency-Key is answered the same', async () => {
    const raw = report();
    const headers = { ...box.company.headers, 'idempotency-key': 'mail-1' };
    const first = await post(`?to=${box.address}`, raw, headers);
    expect(await post(`?to=${box.address}`, raw, headers)).toEqual(first);
    expect((await post(`?to=${box.address}`, report(), headers)).status).toBe(409);
  });
});

describe('what came by mail', () => {
  it('is listed page by page, and by state', async () => {
    const list = (query: string) =>
      world.call<{ items: { id: string; state: string }[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/integrations/${box.integrationId}/mails?${query}`,
      );
    await world.receive(box, message([]));
    const all = (await list('limit=200')).body.items;
    const first = await list('limit=2');
    const second = await list(`limit=200&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items]).toEqual(all);
    const aside = (await list('state=set_aside')).body.items;
    expect(aside.length).toBeGreaterThan(0);
    expect(new Set(aside.map(({ state }) => state))).toEqual(new Set(['set_aside']));
    expect((await list('cursor=nonsense')).status).toBe(422);
  });

  it('is nobody else’s to see or read again', async () => {
    const other = await makeCompany(world.database);
    const path = `/api/v1/integrations/${box.integrationId}`;
    const [mail] = await world.mails(box);
    for (const [method, at] of [
      ['GET', `${path}/mails`],
      ['GET', `${path}/mail-address`],
      ['POST', `${path}/mails/${mail?.id}/replay`],
    ] as const) {
      expect((await world.call(method, at, method === 'POST' ? {} : undefined, other)).status).toBe(
        404,
      );
    }
    const theirs = await world.mailbox(other);
    const wrong = `/api/v1/integrations/${theirs.integrationId}/mails/${mail?.id}/replay`;
    expect((await world.call('POST', wrong, {}, other)).status).toBe(404);
  });
});
