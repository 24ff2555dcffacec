import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '#simulators/mailbox/index.ts';
import {
  type Mailbox,
  type MailView,
  type MailWorld,
  openMailWorld,
} from '#test/mail/mail-world.ts';
import {
  attachment,
  forwarded,
  greeting,
  head,
  message,
  multipart,
  part,
  quotedPrintable,
  salesCsv,
} from '#test/mail/mime-zoo.ts';
import { makeZip } from '#test/mail/zip-zoo.ts';
import { readInThread } from './parts/read-in-thread.ts';

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

/** Another day for each, so that none is a duplicate of another. */
let day = 0;
const csv = () => {
  day += 1;
  return salesCsv(
    `2024-${String(1 + Math.floor(day / 28)).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}`,
    ['Coffee 2 7.00'],
  );
};

const filesOf = (box: Mailbox) =>
  world.rows<{ name: string; state: string; bytes: Buffer; source: string }>(
    `SELECT name, state, bytes, source FROM sales_files WHERE integration_id = '${box.integrationId}' ORDER BY name`,
  );

const told = ({ state, reason, parts }: MailView) => [
  state,
  reason?.code ?? null,
  parts.map(({ name, fileId, reason: why }) => `${name}: ${fileId ? 'file' : why?.code}`),
];

const bare = (headers: Record<string, string>, body: string) => `${head(headers)}\r\n${body}`;
const hung = (name: string) => attachment(name, csv(), 'text/csv');

/** The zoo, as it comes over a real connection and out of a real thread. */
const zoo: Record<string, () => [Buffer | string, ...unknown[]]> = {
  'plain attachment': () => [
    message([greeting, hung('plain.csv')]),
    'read',
    null,
    ['plain.csv: file'],
  ],
  'quoted-printable': () => [
    message([
      part(
        ['Content-Type: text/csv; name=qp.csv', 'Content-Transfer-Encoding: quoted-printable'],
        quotedPrintable(csv()),
      ),
    ]),
    ...['read', null, ['qp.csv: file']],
  ],
  'RFC 2231 name': () => [
    message([
      part(
        [
          'Content-Type: text/csv',
          "Content-Disposition: attachment; filename*=UTF-8''%C3%A9t%C3%A9.csv",
        ],
        csv(),
      ),
    ]),
    ...['read', null, ['été.csv: file']],
  ],
  'RFC 2047 name': () => [
    message([hung('=?utf-8?B?w6l0w6kyLmNzdg==?=')]),
    'read',
    null,
    ['été2.csv: file'],
  ],
  '8-bit name': () => [
    Buffer.from(
      message([
        part(
          ['Content-Type: text/csv', 'Content-Disposition: attachment; filename="caf\xe9.csv"'],
          csv(),
        ),
      ]),
      'latin1',
    ),
    ...['read', null, ['caf\ufffd.csv: file']],
  ],
  'forwarded three deep': () => [
    message([
      forwarded(message([forwarded(message([forwarded(message([greeting, hung('deep.csv')]))]))])),
    ]),
    ...['read', null, ['deep.csv: file']],
  ],
  'mixed in related': () => [
    head() +
      multipart(
        [part(['Content-Type: text/html'], '<p>'), multipart([greeting, hung('related.csv')])],
        'related',
      ),
    ...['read', null, ['related.csv: file']],
  ],
  zip: () => [
    message([
      attachment(
        'month.zip',
        makeZip([
          { name: 'a.csv', content: csv() },
          { name: 'b.csv', content: csv() },
        ]),
      ),
    ]),
    ...['read', null, ['a.csv: file', 'b.csv: file']],
  ],
  'table in the text': () => [
    bare({ Subject: 'Inline' }, csv()),
    'read',
    null,
    ['Inline.csv: file'],
  ],
  'a file and a picture': () => [
    message([hung('with.csv'), attachment('a.pdf', 'x', 'application/pdf')]),
    ...['read', null, ['with.csv: file', 'a.pdf: part_not_sales']],
  ],
  'NUL bytes': () => [
    message(
      [part(['Content-Type: text/csv; name="n\0ul.csv"'], csv().replace('Coffee', 'Cof\0fee'))],
      { Subject: 'a\0b' },
    ),
    ...['read', null, ['n ul.csv: file']],
  ],
  'lines of dots': () => [
    message([part(['Content-Type: text/csv; name=dots.csv'], `${csv()}.\r\n..\r\n.x\r\n`)]),
    ...['read', null, ['dots.csv: file']],
  ],
  'no attachment': () => [message([greeting]), 'set_aside', 'no_file', []],
  'empty attachment': () => [
    message([greeting, attachment('e.csv', '')]),
    'set_aside',
    'no_file',
    ['e.csv: part_empty'],
  ],
  bounce: () => [
    message(
      [
        greeting,
        part(['Content-Type: message/delivery-status'], 'Action: failed'),
        forwarded(message([hung('b.csv')])),
      ],
      {},
      'report',
    ),
    ...['set_aside', 'bounce', []],
  ],
  'auto-reply': () => [
    message([greeting, hung('r.csv')], { 'Auto-Submitted': 'auto-replied' }),
    'set_aside',
    'auto_reply',
    [],
  ],
  'broken boundary': () => [
    `${head()}Content-Type: multipart/mixed; boundary="one"\r\n\r\n--two\r\n\r\nx\r\n--two--\r\n`,
    ...['set_aside', 'broken', []],
  ],
  'cut off': () => [
    head() + multipart([hung('c.csv')], 'mixed', false),
    'set_aside',
    'cut_off',
    [],
  ],
  'header bomb': () => [
    'X-Y: z\r\n'.repeat(300_000) + message([hung('h.csv')]),
    'set_aside',
    'too_complex',
    [],
  ],
  'empty message': () => ['', 'set_aside', 'no_file', []],
};

describe('the zoo', () => {
  it('is read, or set aside with the reason, and nothing of it is lost', async () => {
    const box = await world.mailbox();
    const expected: Record<string, unknown[]> = {};
    const got: Record<string, unknown[]> = {};
    for (const [name, build] of Object.entries(zoo)) {
      const [raw, ...outcome] = build();
      expected[name] = outcome;
      got[name] = told(await world.receive(box, raw));
    }
    expect(got).toEqual(expected);
    const files = await filesOf(box);
    expect(files).toHaveLength(13);
    for (const file of files) expect(file).toMatchObject({ state: 'received', source: 'mail' });
    const dots = files.find(({ name }) => name === 'dots.csv');
    expect(dots?.bytes.toString()).toMatch(/\n\.\n\.\.\n\.x\n*$/);
  });

  it('of 200 attachments gives 200 files, of 201 none', async () => {
    const box = await world.mailbox(world.company, '200');
    const many = (count: number) =>
      message(Array.from({ length: count }, (_, at) => hung(`${at}.csv`)));
    expect((await world.receive(box, many(200))).parts).toHaveLength(200);
    const beyond = await world.receive(box, many(201));
    expect(told(beyond)).toEqual(['set_aside', 'too_many_files', []]);
    expect(await filesOf(box)).toHaveLength(200);
  });

  it('tells its reasons in French as well', async () => {
    const box = await world.mailbox(world.company, 'French');
    await world.receive(box, message([greeting]));
    const path = `/api/v1/integrations/${box.integrationId}/mails`;
    const reply = await world.server.call<{ items: MailView[] }>('GET', path, {
      headers: { ...box.company.headers, 'accept-language': 'fr' },
    });
    expect(reply.body.items[0]?.reason?.message).toContain('aucun fichier');
  });
});

describe('what is set aside', () => {
  it('is no sign of life: status and last check stay as they were', async () => {
    const box = await world.mailbox(world.company, 'Silent');
    const look = async () =>
      (await world.call('GET', `/api/v1/integrations/${box.integrationId}`)).body;
    const before = await look();
    await world.receive(box, message([hung('r.csv')], { 'Auto-Submitted': 'auto-replied' }));
    await world.receive(box, message([greeting]));
    await world.readFiles(box);
    expect(await look()).toEqual(before);
  });

  it('is read all the same when a person says so, once', async () => {
    const box = await world.mailbox(world.company, 'Vouched');
    const raw = message([hung('r.csv')], { 'Auto-Submitted': 'auto-replied' });
    const { id } = await world.receive(box, raw);
    const path = `/api/v1/integrations/${box.integrationId}/mails/${id}/replay`;
    expect(await world.call('POST', path, {})).toMatchObject({
      status: 202,
      body: { state: 'received' },
    });
    expect((await world.call('POST', path, {})).body.code).toBe('mail_not_set_aside');
    await world.readAll();
    await world.readAll();
    expect(await world.mails(box)).toMatchObject([{ state: 'read', reason: null }]);
    expect(await filesOf(box)).toHaveLength(1);
  });

  it('is looked at anew when it is sent again', async () => {
    const box = await world.mailbox(world.company, 'Anew');
    const raw = message([hung('a.csv')]);
    await world.call('POST', `/api/v1/integrations/${box.integrationId}/deactivate`, {});
    expect((await world.receive(box, raw)).state).toBe('set_aside');
    await world.call('POST', `/api/v1/integrations/${box.integrationId}/restore`, {});
    expect(await world.receive(box, raw)).toMatchObject({ state: 'read', deliveries: 2 });
  });
});

describe('a file by mail', () => {
  it('is read into sales like any other; the same file in another mail adds nothing', async () => {
    const box = await world.mailbox(world.company, 'Sales');
    const content = salesCsv('2025-03-10', ['Coffee 2 7.00', 'Tea 1 3.00']);
    await world.receive(box, message([attachment('a.csv', content)]));
    await world.readFiles(box);
    expect(await filesOf(box)).toMatchObject([{ name: 'a.csv', state: 'read' }]);
    const again = await world.receive(box, message([attachment('copy.csv', content)]));
    expect(again.parts).toMatchObject([{ name: 'copy.csv', isDuplicate: true }]);
    await world.readFiles(box);
    const [orders] = await world.rows<{ orders: number; net: number }>(
      `SELECT count(*)::int AS orders FROM orders o JOIN locations l USING (company_id, location_id)
       WHERE l.integration_id = '${box.integrationId}'`,
    );
    expect(orders).toEqual({ orders: 2 });
  });
});

describe('a message that would take all time or memory', () => {
  const endless = Buffer.from(`${head()}Content-Type: text/csv\r\n\r\n`);
  const lines = Buffer.concat([endless, Buffer.alloc(29 * 1024 * 1024, '\n')]);

  it.each([
    ['time', { readMs: 300, heapMb: 512 }],
    ['memory', { readMs: 60_000, heapMb: 64 }],
  ])('is given up after its %s, and the program goes on', async (_what, limits) => {
    const { signal } = new AbortController();
    let beats = 0;
    const heart = setInterval(() => {
      beats += 1;
    }, 20);
    const answer = await readInThread({ raw: lines, sender: '', signal, limits });
    clearInterval(heart);
    expect(answer).toEqual({ kind: 'unreadable', code: 'too_complex' });
    expect(beats).toBeGreaterThan(3);
  });

  it('of 29 MB in one base64 attachment is read within the usual limits', async () => {
    const box = await world.mailbox(world.company, 'Big');
    const content = Buffer.alloc(20 * 1024 * 1024, 'a,b,c\n');
    const raw = Buffer.from(message([attachment('big.csv', content)]));
    const { answer } = await deliver({
      ...{ port: world.listener.port, to: [box.address], message: raw },
    });
    expect(answer?.code).toBe(250);
    await world.readAll();
    expect(await world.mails(box)).toMatchObject([
      { state: 'read', parts: [{ name: 'big.csv', size: content.length }] },
    ]);
  });

  it('is left for later when the worker is told to stop', async () => {
    const controller = new AbortController();
    const reading = readInThread({ raw: lines, sender: '', signal: controller.signal });
    controller.abort(new Error('stop'));
    await expect(reading).rejects.toThrow('stop');
  });
});
