import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { createVenue } from '#modules/tenancy/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { registerSecret } from '#platform/log/redactor.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server.ts';
import type { NoticeDeps } from './deps.ts';
import { deliverNotices } from './notice-worker.ts';
import { addPerson, mailsOf, noticeDeps, removePerson, tell, wish } from './testing.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
// Noon in Toronto, a Saturday.
const clock = manualClock(Date.UTC(2025, 2, 15, 16));

let testDb: TestDatabase;
let database: Database;
let smtp: TestSmtpServer;
let deps: NoticeDeps;
let company: TestCompany;
let owner: { companyId: string; userId: string };
/** Mails of tests before may still come: each test has people of its own. */
let people: Set<string>;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl, connectionsMax: 6 });
  smtp = await startSmtpServer();
  deps = noticeDeps({ database, clock, smtp });
});
afterAll(async () => {
  await smtp.close();
  await database.close();
  await testDb.drop();
});
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.behaviour = { do: 'accept' };
  smtp.beforeAnswer = async () => undefined;
  company = await makeCompany(database, { nowMs: clock.now() });
  people = new Set([company.owner.email]);
  owner = { companyId: company.companyId, userId: company.owner.userId };
});

const now = () => ({ nowMs: clock.now() });
const deliver = (by = deps) => deliverNotices(by, new AbortController().signal);
async function passes(ms: number): Promise<void> {
  clock.advance(ms);
  await deliver();
}
const states = async () => (await mailsOf(database, company.companyId)).map(({ state }) => state);
const received = () => smtp.received.filter(({ to }) => to.some((each) => people.has(each)));
const readers = () =>
  received()
    .flatMap(({ to }) => to)
    .sort();

async function join(person: Parameters<typeof addPerson>[2]) {
  const added = await addPerson(database, company, person);
  people.add(added.email);
  return added;
}

describe('one transition', () => {
  it('is one mail to each owner and manager, however often and by however many it is delivered', async () => {
    const manager = await join({ name: 'Mo', role: 'manager' });
    await join({ name: 'Vi', role: 'viewer' });
    const cause = await tell(database, company, now());
    await tell(database, company, { ...now(), cause });
    await passes(0);
    expect(received()).toEqual([]);
    clock.advance(5 * minuteMs);
    const others = Array.from({ length: 4 }, () => noticeDeps({ database, clock, smtp }));
    await Promise.all(others.map((each) => deliver(each)));
    await passes(hourMs);
    expect(readers()).toEqual([manager.email, company.owner.email].sort());
    const ids = received().map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).toBe(2);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('is told to nobody when it is rolled back', async () => {
    const failing = tell(database, company, now(), async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await passes(hourMs);
    expect(received()).toEqual([]);
  });
});

describe('several notices due for one person', () => {
  it('are one mail over all venues, the newest first, named after the worst', async () => {
    const second = await database.withCompany(company.companyId, (tx) =>
      createVenue(tx, {
        ...{ name: 'Second', timeZone: 'Europe/Paris', currency: 'EUR' },
        nowMs: clock.now(),
      }),
    );
    await wish(database, owner, { gatherMinutes: 60 });
    await tell(database, company, { ...now(), payload: { nickname: 'One' } });
    await passes(50 * minuteMs);
    await tell(database, company, {
      ...{ nowMs: clock.now(), kind: 'integration_recovered' as const },
      payload: { venueId: second.venueId, nickname: 'Two', problem: null },
    });
    await passes(9 * minuteMs);
    expect(received()).toEqual([]);
    await passes(minuteMs);
    expect(received()).toHaveLength(1);
    const { subject = '', text = '' } = received()[0]?.mail ?? {};
    expect(subject).toMatch(/^2 notices: Cluster “One”/);
    expect(text.indexOf('“Two” at Second: sales arrive again')).toBe('Cluster '.length);
    expect(text).toContain('Cluster “One”');
    // Each at its own venue's clock.
    expect(text).toMatch(/EDT/);
    expect(text).toMatch(/GMT\+1|CET/);
  });

  it('of two companies are never in one mail', async () => {
    const other = await makeCompany(database, { nowMs: clock.now() });
    people.add(other.owner.email);
    const guest = { companyId: other.companyId, userId: owner.userId };
    await database.withCompany(other.companyId, (tx) =>
      tx.run({
        text: `INSERT INTO memberships (company_id, user_id, role, created_at) VALUES ($1, $2, 'manager', now())`,
        values: [guest.companyId, guest.userId],
      }),
    );
    for (const each of [company, other]) await tell(database, each, now());
    await passes(5 * minuteMs);
    expect(readers()).toEqual([company.owner.email, company.owner.email, other.owner.email].sort());
  });
});

describe('a person’s wishes', () => {
  it('decide which kinds, which venues and which language', async () => {
    const second = await database.withCompany(company.companyId, (tx) =>
      createVenue(tx, {
        ...{ name: 'Second', timeZone: 'UTC', currency: 'CAD' },
        nowMs: clock.now(),
      }),
    );
    await wish(database, owner, {
      kinds: ['integration_called_off'],
      venueIds: [second.venueId],
      language: 'fr',
    });
    const at = (venueId: string) => ({ payload: { venueId } });
    await tell(database, company, { ...now(), ...at(company.venueId) });
    await tell(database, company, {
      ...{ ...now(), kind: 'integration_warned' as const },
      ...at(second.venueId),
    });
    await tell(database, company, { ...now(), ...at(second.venueId) });
    await passes(0);
    expect(received()).toHaveLength(1);
    const { subject = '', text } = received()[0]?.mail ?? {};
    expect(subject.replaceAll('\u00a0', ' ')).toBe(
      'Cluster « Bar », Second : intégration suspendue',
    );
    expect(text).toContain('La clé est refusée.');
    expect(text).not.toContain('The key');
  });

  it('changed while a notice waits still hold for it', async () => {
    await wish(database, owner, { gatherMinutes: 60 });
    await tell(database, company, now());
    await deliver();
    await wish(database, owner, { kinds: [] });
    await passes(hourMs);
    expect(received()).toEqual([]);
  });

  it('keep the night quiet at the venue, and one mail tells of it in the morning', async () => {
    await wish(database, owner, { quietHours: { from: '22:00', to: '07:00' } });
    // 23:30 in Toronto on the eve of the change of clocks.
    clock.set(Date.parse('2025-11-01T23:30-04:00'));
    await tell(database, company, { ...now(), kind: 'integration_warned' });
    await passes(0);
    await passes(3 * hourMs);
    await tell(database, company, now());
    await passes(minuteMs);
    clock.set(Date.parse('2025-11-02T06:59:59-05:00'));
    await deliver();
    expect(received()).toEqual([]);
    clock.set(Date.parse('2025-11-02T07:00-05:00'));
    await deliver();
    expect(received().map(({ mail }) => mail.subject)).toEqual([
      expect.stringMatching(/^2 notices/),
    ]);
  });

  it('keep the night quiet for a mail that has to be tried again, too', async () => {
    clock.set(Date.parse('2025-12-01T21:59:30-05:00'));
    await wish(database, owner, { quietHours: { from: '22:00', to: '07:00' } });
    await tell(database, company, now());
    smtp.behaviour = { do: 'refuse_reader', code: 450 };
    await deliver();
    expect(await mailsOf(database, company.companyId)).toMatchObject([{ attempt: 1 }]);
    smtp.behaviour = { do: 'accept' };
    await passes(4 * hourMs);
    expect(received()).toEqual([]);
    clock.set(Date.parse('2025-12-02T07:00-05:00'));
    await deliver();
    expect(received()).toHaveLength(1);
  });
});

describe('a person removed from the company', () => {
  it('gets nothing: not before it is written, not before it is sent, not again', async () => {
    const person = await join({ name: 'Mo', role: 'manager' });
    await wish(database, owner, { kinds: [] });
    const mail = { companyId: company.companyId };
    await tell(database, company, now());
    await deliver();
    await removePerson(database, person);
    await passes(hourMs);
    expect(await mailsOf(database, mail.companyId)).toEqual([]);

    const second = await join({ name: 'Ny', role: 'manager' });
    await wish(database, second, {});
    await tell(database, company, now());
    smtp.behaviour = { do: 'refuse_reader', code: 450 };
    await deliver();
    await removePerson(database, second);
    smtp.behaviour = { do: 'accept' };
    await passes(hourMs);
    expect(await states()).toEqual(['withdrawn']);
    expect(received()).toEqual([]);
  });

  it('gets nothing when removed while the mail server is being talked to', async () => {
    const person = await join({ name: 'Mo', role: 'manager' });
    await wish(database, owner, { kinds: [] });
    await wish(database, person, {});
    await tell(database, company, now());
    const { mailer } = deps;
    if (mailer === null) throw new Error('there is a mailer');
    const removing: NoticeDeps = {
      ...deps,
      mailer: {
        async send(mail, options) {
          await removePerson(database, person);
          return mailer.send(mail, options);
        },
      },
    };
    await deliver(removing);
    expect(received()).toEqual([]);
    await passes(hourMs);
    expect(await states()).toEqual(['withdrawn']);
  });
});

describe('a mail server that fails', () => {
  beforeEach(async () => {
    await wish(database, owner, {});
    await tell(database, company, now());
  });

  it('by refusing for now or hanging is asked again, less and less often, until it takes the one mail', async () => {
    smtp.behaviour = { do: 'refuse_reader', code: 451 };
    await deliver();
    await passes(59_000);
    expect(await mailsOf(database, company.companyId)).toMatchObject([
      { state: 'ready', attempt: 1, error: expect.stringContaining('451') },
    ]);
    smtp.behaviour = { do: 'hang' };
    await passes(1000);
    smtp.behaviour = { do: 'refuse_text', code: 452 };
    await passes(2 * minuteMs);
    expect(await mailsOf(database, company.companyId)).toMatchObject([
      { state: 'ready', attempt: 3 },
    ]);
    smtp.behaviour = { do: 'accept' };
    smtp.received.length = 0;
    await passes(4 * minuteMs);
    await passes(hourMs);
    expect(received()).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  it('by refusing the reader for good is not asked again', async () => {
    smtp.behaviour = { do: 'refuse_reader', code: 550 };
    await deliver();
    smtp.behaviour = { do: 'accept' };
    await passes(hourMs);
    expect(await states()).toEqual(['failed']);
    expect(received()).toEqual([]);
  });

  it('for a week is given up', async () => {
    smtp.behaviour = { do: 'refuse_reader', code: 451 };
    await deliver();
    await passes(8 * 24 * hourMs);
    expect(await states()).toEqual(['failed']);
  });

  it.each(['break_off_after_text', 'hang_after_text'] as const)(
    'by %s is not sent the mail a second time',
    async (fault) => {
      smtp.behaviour = { do: fault };
      await deliver();
      smtp.behaviour = { do: 'accept' };
      await passes(hourMs);
      await passes(24 * hourMs);
      expect(received()).toHaveLength(1);
      expect(await mailsOf(database, company.companyId)).toMatchObject([
        { state: 'unconfirmed', attempt: 1, error: expect.any(String) },
      ]);
    },
  );
});

describe('without a mail server', () => {
  it('notices wait, and go out as one mail once there is one; those of last week stay in the portal', async () => {
    const without = noticeDeps({ database, clock, smtp: null });
    await wish(database, owner, {});
    await tell(database, company, { ...now(), payload: { nickname: 'Old' } });
    await deliver(without);
    clock.advance(7 * 24 * hourMs);
    for (const nickname of ['New', 'Newer']) {
      await tell(database, company, { ...now(), payload: { nickname } });
      clock.advance(hourMs);
    }
    await deliver(without);
    expect(await mailsOf(database, company.companyId)).toEqual([]);
    await deliver();
    expect(received()).toHaveLength(1);
    const { text = '' } = received()[0]?.mail ?? {};
    expect([text.includes('“Old”'), text.includes('“New”'), text.includes('“Newer”')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('a mail', () => {
  it('holds no secret the process knows, and no header or reader of a name’s making', async () => {
    registerSecret('till-key-998877');
    const name = 'Bar\r\nBcc: thief@example.com';
    await database.withCompany(company.companyId, async (tx) => {
      const { companyId } = company;
      await tx.run({
        text: 'UPDATE venues SET name = $2 WHERE company_id = $1',
        values: [companyId, `Chez\r\nTo: thief@example.com`],
      });
      await tx.run({
        text: 'UPDATE auth.users SET name = $2 WHERE id = $1',
        values: [company.owner.userId, 'Olive\r\nCc: thief@example.com'],
      });
    });
    const said = 'The key till-key-998877 is refused.';
    await tell(database, company, {
      ...now(),
      payload: {
        nickname: name,
        problem: { kind: 'auth', code: 'x', message: { en: said, fr: said } },
      },
    });
    await passes(5 * minuteMs);
    const [got] = received();
    expect(got?.to).toEqual([company.owner.email]);
    const keys = got?.mail.headers.map(({ key }) => key) ?? [];
    expect(keys.filter((key) => ['to', 'cc', 'bcc'].includes(key))).toEqual(['to']);
    expect(got?.mail.to).toMatchObject([{ address: company.owner.email }]);
    expect(got?.mail.text).toContain('[redacted]');
    expect(`${got?.raw}${got?.mail.text}${got?.mail.html}`).not.toContain('998877');
  });
});
