import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDueIntegrations } from '#modules/integrations/index.ts';
import { checkIntegration } from '#modules/sync/index.ts';
import { type Mailbox, type MailWorld, openMailWorld } from './mail-world.ts';
import { attachment, forwarded, greeting, message, part, salesCsv } from './mime-zoo.ts';

const dayMs = 86_400_000;
let world: MailWorld;
let box: Mailbox;

beforeAll(async () => {
  world = await openMailWorld();
  box = await world.mailbox();
});
afterAll(() => world.close());

const report = () =>
  attachment('report.csv', salesCsv('2025-03-14', ['Coffee 2 7.00']), 'text/csv');

/** What mail systems and people on holiday send, a sales file hanging on each of it. */
const noFiles = [
  () =>
    message(
      [
        greeting,
        part(['Content-Type: message/delivery-status'], 'Action: failed'),
        forwarded(message([report()])),
      ],
      {},
      'report',
    ),
  () => message([greeting, report()], { 'Auto-Submitted': 'auto-replied' }),
  () => message([greeting]),
];
let mailed = 0;

/** Days go by, such mail comes on every third, and the worker does what is due. */
async function liveWithoutFiles(days: number): Promise<void> {
  const { database, deps, clock } = world;
  for (let day = 0; day < days; day += 1) {
    clock.advance(dayMs);
    mailed += 1;
    const build = noFiles[Math.floor(mailed / 3) % 3];
    if (build && mailed % 3 === 0) {
      expect(await world.receive(box, build())).toMatchObject({ state: 'set_aside' });
      await world.readFiles(box);
    }
    const due = await database.withoutCompany((tx) =>
      listDueIntegrations(tx, { nowMs: clock.now(), countMax: 10 }),
    );
    const { signal } = new AbortController();
    for (const each of due) await checkIntegration(deps, { ...each, workerKey: 1, signal });
  }
}

const read = async () =>
  (await world.call('GET', `/api/v1/integrations/${box.integrationId}`)).body;
const notices = async () =>
  (await world.rows<{ kind: string }>('SELECT kind FROM outbox ORDER BY created_at')).map(
    ({ kind }) => kind,
  );

it('bounces, automatic replies and mail without a file keep no link alive, and fail none', async () => {
  expect(await world.receive(box, message([report()]))).toMatchObject({ state: 'read' });
  await world.readFiles(box);
  expect(await read()).toMatchObject({ status: 'Healthy', statusReason: null });
  await liveWithoutFiles(14);
  expect([(await read()).status, await notices()]).toEqual(['Healthy', []]);
  await liveWithoutFiles(1);
  expect([(await read()).status, await notices()]).toEqual(['Healthy', ['integration_warned']]);
  await liveWithoutFiles(14);
  expect((await read()).status).toBe('Healthy');
  await liveWithoutFiles(1);
  expect(await read()).toMatchObject({
    status: 'CalledOff',
    statusReason: { code: 'files.stopped' },
  });
  expect(await notices()).toEqual(['integration_warned', 'integration_called_off']);
}, 60_000);
