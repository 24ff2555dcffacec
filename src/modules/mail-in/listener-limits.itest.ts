import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, converse, deliver } from '#simulators/mailbox/index.ts';
import { type Mailbox, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, message, salesCsv } from '#test/mail/mime-zoo.ts';

const kilobyte = 1024;
const limits = {
  messageBytesMax: 100 * kilobyte,
  heldBytesMax: 150 * kilobyte,
  connectionsMax: 3,
  idleMs: 600,
  connectionMs: 2_000,
  closeMs: 300,
};

let world: MailWorld;
let box: Mailbox;
beforeAll(async () => {
  world = await openMailWorld({ limits });
  box = await world.mailbox();
});
afterAll(() => world.close());

let sent = 0;
function report(): string {
  sent += 1;
  return message([attachment('a.csv', salesCsv('2025-03-10', [`Coffee${sent} 1 1.00`]))]);
}

/** A connection that has said everything up to the message itself. */
async function begin(): Promise<Conversation> {
  const talk = await converse({ port: world.listener.port });
  for (const line of ['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${box.address}>`, 'DATA']) {
    await talk.say(line);
  }
  return talk;
}

describe('a sender who is slow', () => {
  it('is hung up on after saying nothing for a while', async () => {
    const talk = await begin();
    await talk.write(Buffer.from('Subject: '));
    expect((await talk.hear()).code).toBe(421);
    await talk.ended;
  });

  it('is hung up on in the end, however faithfully each byte drips', async () => {
    const talk = await begin();
    let drops = 0;
    while (drops < 100 && (await talk.write(Buffer.from('x')))) {
      drops += 1;
      await Promise.race([pause(100), talk.ended]);
    }
    await talk.ended;
    expect(drops).toBeGreaterThan(8);
    expect(drops).toBeLessThan(60);
  });

  it('holds up nobody else', async () => {
    const slow = await begin();
    expect(await world.send(box, report())).toBe(250);
    slow.vanish();
    await slow.ended;
  });
});

describe('more than there is room for', () => {
  it('connections hear 421, and others are heard once there is room', async () => {
    const held = await Promise.all([1, 2, 3].map(() => converse({ port: world.listener.port })));
    const fourth = await converse({ port: world.listener.port });
    expect(fourth.greeting.code).toBe(421);
    for (const talk of [...held, fourth]) talk.vanish();
    await Promise.all(held.map(({ ended }) => ended));
    await expect.poll(() => world.send(box, report())).toBe(250);
  });

  it('messages at once hear 452; what the others held is free again afterwards', async () => {
    const filler = Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(1_250));
    const [first, second] = [await begin(), await begin()];
    await first.write(filler);
    await second.write(filler);
    await second.write(Buffer.from('\r\n.\r\n'));
    expect((await second.hear()).code).toBe(452);
    await first.write(Buffer.from('\r\n.\r\n'));
    expect((await first.hear()).code).toBe(250);
    for (const talk of [first, second]) talk.vanish();
    for (let round = 0; round < 4; round++) {
      const { answer } = await deliver({
        ...{ port: world.listener.port, to: [box.address] },
        message: [Buffer.from(`X: ${round}\r\n\r\n`), filler],
      });
      expect(answer?.code).toBe(250);
    }
  });

  it('in one message hears 552, and the same connection may go on', async () => {
    const talk = await begin();
    await talk.write(Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(2_000)));
    await talk.write(Buffer.from('\r\n.\r\n'));
    expect((await talk.hear()).code).toBe(552);
    for (const line of ['MAIL FROM:<a@b.example>', `RCPT TO:<${box.address}>`]) {
      expect((await talk.say(line)).code).toBe(250);
    }
    expect((await talk.say('DATA')).code).toBe(354);
    await talk.write(Buffer.from(`${report()}\r\n.\r\n`));
    expect((await talk.hear()).code).toBe(250);
    talk.vanish();
  });
});

describe('without the database', () => {
  it('senders are asked to come again, and are heard once it is back', async () => {
    const other = await openMailWorld();
    const theirs = await other.mailbox();
    await other.database.close();
    expect(await other.send(theirs, report())).toBe(451);
    await other.listener.close();
    await other.server.close();
    await other.queue.stop({ graceMs: 0 });
    await other.testDb.drop();
  });
});
