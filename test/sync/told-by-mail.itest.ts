import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNoticeDeps } from '#main/notice-deps.ts';
import { applyCheckOutcome } from '#modules/integrations/index.ts';
import { deliverNotices } from '#modules/notices/index.ts';
import { startSmtpServer, type TestSmtpServer } from '../smtp-server.ts';
import { openWorld, type World } from './world.ts';

const hourMs = 3_600_000;
const till = { apiKey: 'key-of-the-bar-4711', serial: 'S-1' };
const venue = { name: 'House', timeZone: 'America/Toronto', currency: 'CAD' };

let world: World;
let smtp: TestSmtpServer;

beforeAll(async () => {
  world = await openWorld({
    venues: [
      {
        source: { restaurant: { seed: 'told', venue, ordersPerDay: 4, from: '2026-03-01' } },
        locations: [till],
      },
    ],
    now: '2026-03-20T18:00:00Z',
  });
  smtp = await startSmtpServer();
});
afterAll(async () => {
  await smtp.close();
  await world.close();
});

/** Delivers what is due by now, twice over, and answers the subjects of the mails so far. */
async function subjects(): Promise<string[]> {
  const { database, clock, deps } = world;
  const notices = createNoticeDeps({
    config: { mail: smtp.server, publicUrl: 'https://till.example.com' },
    ...{ database, clock, log: deps.log, vendors: deps.vendors },
  });
  clock.advance(hourMs / 2);
  await deliverNotices(notices, new AbortController().signal);
  clock.advance(hourMs / 2);
  await deliverNotices(notices, new AbortController().signal);
  return smtp.received.map(({ mail }) => (mail.subject ?? '').replaceAll('\u00a0', ' '));
}

it('a till whose key is refused is told half way, when it is called off, and when it recovers: once each', async () => {
  const { sandbox, clock, company, database, deps } = world;
  const integrationId = await world.connect({
    settings: { historyFrom: '2026-03-18' },
    nickname: 'Bar',
  });
  await world.check(integrationId);
  sandbox.control.addFault({ kind: 'bad_key', serial: till.serial });
  const told: string[][] = [];
  for (let failures = 1; failures <= 7; failures += 1) {
    clock.advance(2 * hourMs);
    await world.check(integrationId);
    told.push(await subjects());
  }
  const warned = expect.stringMatching(
    /^Cluster “Bar” at .*: no sales since March 20, 2026.* \/ Cluster « Bar », .* : aucune vente depuis le 20 mars 2026/,
  );
  const calledOff = expect.stringMatching(/ is called off \/ Cluster « Bar », .* : .*suspendue$/);
  expect(told.map((each) => each.length)).toEqual([0, 0, 1, 1, 2, 2, 2]);
  expect(told.at(-1)).toEqual([warned, calledOff]);
  sandbox.control.clearFaults();
  const { companyId } = company;
  await database.withCompany(companyId, (tx) =>
    applyCheckOutcome(tx, deps, {
      ...{ companyId, integrationId, nowMs: clock.now() },
      event: { name: 'resumed' },
    }),
  );
  await world.check(integrationId);
  await world.check(integrationId);
  const all = await subjects();
  expect(all.slice(2)).toEqual([
    expect.stringMatching(/sales arrive again \/ .* : les ventes arrivent de nouveau$/),
  ]);
  const [first] = smtp.received;
  expect(first?.mail.text).toContain('Whom to call: Cluster: success@clustersystems.com');
  expect(first?.mail.text).toContain(
    `https://till.example.com/v/${company.venueId}/settings/integrations/${integrationId}`,
  );
  const raw = smtp.received.map((each) => `${each.raw} ${each.mail.text} ${each.mail.html}`);
  expect(raw.join()).not.toContain(till.apiKey);
});
