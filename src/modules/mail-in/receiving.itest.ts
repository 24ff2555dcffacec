import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converse, deliver, endlessly } from '#simulators/mailbox/index.ts';
import { makeCompany } from '#test/factories.ts';
import { domain, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, greeting, head, message, salesCsv } from '#test/mail/mime-zoo.ts';

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld({ limits: { idleMs: 60_000 } });
});
afterAll(() => world.close());

const megabyte = 1024 * 1024;
const csv = (date: string) => salesCsv(date, ['Coffee 2 7.00']);
const report = (date: string) =>
  message([greeting, attachment('sales.csv', csv(date), 'text/csv')]);

describe('a mail server', () => {
  it('is answered 250 once the message is stored, as it came', async () => {
    const box = await world.mailbox();
    expect(box.address).toMatch(new RegExp(`^[a-z2-7]{26}@${domain}$`));
    const sent = report('2025-03-10');
    expect(await world.send(box, sent)).toBe(250);
    const [stored] = await world.rows<{ raw: Buffer; state: string; sender: string }>(
      `SELECT raw, state, sender FROM inbound_messages WHERE integration_id = '${box.integrationId}'`,
    );
    expect(stored).toMatchObject({ state: 'received', sender: 'till@pos.example' });
    expect(stored?.raw.toString().trimEnd()).toBe(sent.trimEnd());
  });

  it('is refused for addresses nobody has', async () => {
    const box = await world.mailbox(world.company, 'Unknown');
    const token = box.address.split('@')[0] ?? '';
    const wrong = [
      `${'a'.repeat(26)}@${domain}`,
      `postmaster@${domain}`,
      `${token}@elsewhere.test`,
      `${token}x@${domain}`,
      `x+${token}@${domain}`,
      `${token}@sub.${domain}`,
      `"${token}' OR true --"@${domain}`,
    ];
    const { recipients, answer } = await deliver({
      ...{ port: world.listener.port, to: wrong },
      message: Buffer.from(report('2025-03-10')),
    });
    expect(recipients.map(({ code }) => code)).toEqual([550, 550, 550, 550, 550, 550, 501]);
    expect(answer).toBeNull();
    expect(await world.mails(box)).toEqual([]);
  });

  it('finds an address in any case and with anything behind a plus', async () => {
    const box = await world.mailbox(world.company, 'Case');
    const [token = ''] = box.address.split('@');
    const upper = `${token.toUpperCase()}@${domain.toUpperCase()}`;
    expect(await world.send([upper], report('2025-03-10'))).toBe(250);
    expect(await world.send([`${token}+Daily.Report@${domain}`], report('2025-03-11'))).toBe(250);
    expect(await world.mails(box)).toHaveLength(2);
  });

  it('stores one message for two companies in each, and once for one under two names', async () => {
    const other = await makeCompany(world.database);
    const [mine, theirs] = [await world.mailbox(world.company, 'Two'), await world.mailbox(other)];
    const plus = mine.address.replace('@', '+again@');
    expect(await world.send([mine.address, theirs.address, plus], report('2025-03-10'))).toBe(250);
    const [ofMine, ofTheirs] = [await world.mails(mine), await world.mails(theirs)];
    expect([ofMine.length, ofTheirs.length]).toEqual([1, 1]);
    expect(ofMine[0]?.id).not.toBe(ofTheirs[0]?.id);
  });

  it('delivers to the known of several recipients', async () => {
    const box = await world.mailbox(world.company, 'Some');
    const { recipients, answer } = await deliver({
      ...{ port: world.listener.port, to: [`nobody@${domain}`, box.address] },
      message: Buffer.from(report('2025-03-10')),
    });
    expect([...recipients, answer].map((each) => each?.code)).toEqual([550, 250, 250]);
  });

  it('may name twenty recipients, and is asked to send the rest apart', async () => {
    const box = await world.mailbox(world.company, 'Many');
    const to = Array.from({ length: 21 }, (_, at) => box.address.replace('@', `+${at}@`));
    const { recipients } = await deliver({
      ...{ port: world.listener.port, to, message: Buffer.from(report('2025-03-10')) },
    });
    expect(recipients.map(({ code }) => code)).toEqual([...Array(20).fill(250), 452]);
    expect(await world.mails(box)).toHaveLength(1);
  });

  it('hears 552 for 400 MB, which are never in memory together', async () => {
    const box = await world.mailbox(world.company, 'Large');
    const start = Buffer.from(`${head()}Content-Type: text/csv\r\n\r\n`);
    let highest = 0;
    const before = process.memoryUsage().rss;
    const watched = function* () {
      for (const chunk of endlessly(start, 400 * megabyte)) {
        highest = Math.max(highest, process.memoryUsage().rss);
        yield chunk;
      }
    };
    const { answer } = await deliver({
      ...{ port: world.listener.port, to: [box.address], message: watched() },
    });
    expect(answer?.code).toBe(552);
    // The 30 MB up to the limit were held; the rest is what the garbage collector leaves, also of
    // the sender, who lives in this process.
    expect((highest - before) / megabyte).toBeLessThan(200);
    expect(await world.mails(box)).toEqual([]);
    expect(await world.send(box, report('2025-03-10'))).toBe(250);
  });

  it('hears 552 at once when it says how much will come', async () => {
    const box = await world.mailbox(world.company, 'Declared');
    const { sender } = await deliver({
      ...{ port: world.listener.port, to: [box.address], message: Buffer.alloc(0) },
      declaredBytes: 100 * megabyte,
    });
    expect(sender.code).toBe(552);
  });

  it('may vanish in the middle of a message: nothing is stored', async () => {
    const box = await world.mailbox(world.company, 'Vanish');
    const talk = await converse({ port: world.listener.port });
    for (const line of ['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${box.address}>`, 'DATA']) {
      await talk.say(line);
    }
    await talk.write(Buffer.from(report('2025-03-10').slice(0, 400)));
    talk.vanish();
    await talk.ended;
    expect(await world.send(box, report('2025-03-11'))).toBe(250);
    expect(await world.mails(box)).toHaveLength(1);
  });

  it('that talks nonsense or HTTP is answered, and nothing breaks', async () => {
    for (const line of [
      'GET / HTTP/1.1',
      'ÿþ\0\0',
      'x'.repeat(40_000),
      'AUTH PLAIN AGEAYg==',
      'STARTTLS',
    ]) {
      const talk = await converse({ port: world.listener.port });
      expect(talk.greeting.code).toBe(220);
      const { code } = await talk.say(line);
      expect([0, 421, 454, 500, 502, 503, 530, 538]).toContain(code);
      talk.vanish();
    }
    const box = await world.mailbox(world.company, 'Nonsense');
    expect(await world.send(box, report('2025-03-10'))).toBe(250);
  });
});

describe('a message that comes again', () => {
  it('adds nothing, whatever servers wrote on top of it', async () => {
    const box = await world.mailbox(world.company, 'Again');
    const sent = report('2025-03-10');
    expect(await world.receive(box, sent)).toMatchObject({ state: 'read', deliveries: 1 });
    const relayed = `Received: from a.example by b.example; Sat, 15 Mar 2025\r\n${sent}`;
    expect(await world.receive(box, relayed)).toMatchObject({ state: 'read', deliveries: 2 });
    expect(await world.mails(box)).toHaveLength(1);
    const files = `SELECT 1 FROM sales_files WHERE integration_id = '${box.integrationId}'`;
    expect(await world.rows(files)).toHaveLength(1);
  });

  it('is another one when a till uses one Message-ID for every report', async () => {
    const box = await world.mailbox(world.company, 'Same id');
    const daily = (date: string) =>
      message([attachment('sales.csv', csv(date))], { 'Message-ID': '<report@till>' });
    await world.receive(box, daily('2025-03-10'));
    await world.receive(box, daily('2025-03-11'));
    expect((await world.mails(box)).map(({ state }) => state)).toEqual(['read', 'read']);
  });

  it('at the same moment over several connections is stored once', async () => {
    const box = await world.mailbox(world.company, 'Together');
    const sent = report('2025-03-10');
    const codes = await Promise.all(Array.from({ length: 5 }, () => world.send(box, sent)));
    expect(codes).toEqual([250, 250, 250, 250, 250]);
    expect(await world.mails(box)).toMatchObject([{ deliveries: 5 }]);
  });
});

describe('a deactivated integration', () => {
  it('keeps its mail and says so; restored, all of it is read by itself', async () => {
    const box = await world.mailbox(world.company, 'Asleep');
    const path = `/api/v1/integrations/${box.integrationId}`;
    expect((await world.call('POST', `${path}/deactivate`, {})).status).toBe(200);
    const kept = await world.receive(box, report('2025-03-10'));
    expect(kept).toMatchObject({ state: 'set_aside', reason: { code: 'integration_inactive' } });
    expect(kept.reason?.message).toContain('restore');
    const replay = `${path}/mails/${kept.id}/replay`;
    await world.call('POST', replay, {});
    await world.readAll();
    expect((await world.mails(box))[0]?.reason?.code).toBe('integration_inactive');
    const next = await world.receive(box, report('2025-03-11'));
    expect(next.state).toBe('set_aside');
    expect((await world.call('POST', `${path}/restore`, {})).status).toBe(200);
    const waiting = (await world.mails(box)).map(({ state, reason }) => [state, reason]);
    expect(waiting).toEqual(Array(2).fill(['received', null]));
    await world.readAll();
    expect((await world.mails(box))[1]).toMatchObject({ state: 'read' });
    expect((await world.mails(box))[0]).toMatchObject({ state: 'read', reason: null });
    expect((await world.call('POST', replay, {})).status).toBe(409);
  });
});

describe('too much', () => {
  it('mail for one address in a day is asked to come later', async () => {
    const box = await world.mailbox(world.company, 'Flood');
    await world.rows(`
      INSERT INTO inbound_messages (company_id, mail_id, venue_id, integration_id, received_at,
        source, identity_hash, raw, size, state)
      SELECT company_id, gen_random_uuid(), venue_id, integration_id,
        to_timestamp(${world.clock.now() / 1000}) - interval '1 hour', 'mail',
        int4send(n), '', 0, 'read'
      FROM integrations, generate_series(1, 500) n WHERE integration_id = '${box.integrationId}'`);
    expect(await world.send(box, report('2025-03-10'))).toBe(452);
    world.clock.advance(24 * 3_600_000);
    expect(await world.send(box, report('2025-03-10'))).toBe(250);
  });
});
