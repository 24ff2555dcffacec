import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listDueIntegrations } from '#modules/integrations/index.ts';
import { checkIntegration } from '#modules/sync/index.ts';
import { makeCompany } from '#test/factories.ts';
import { receiveFile } from './receive-file.ts';
import { type FileWorld, openFileWorld, salesCsv, startMs } from './testing.ts';

const dayMs = 86_400_000;
let world: FileWorld;
let integrationId: string;

beforeAll(async () => {
  world = await openFileWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  world.clock.set(startMs);
  Object.assign(world.company, await makeCompany(world.database, { nowMs: startMs }));
  integrationId = await world.link();
});

/** Time passes day by day, and the worker does what is due, as its tick finds it. */
async function live(days: number): Promise<void> {
  const { database, deps, clock } = world;
  for (let day = 0; day < days; day += 1) {
    clock.advance(dayMs);
    const due = await database.withoutCompany((tx) =>
      listDueIntegrations(tx, { nowMs: clock.now(), countMax: 100 }),
    );
    const { signal } = new AbortController();
    for (const each of due) await checkIntegration(deps, { ...each, workerKey: 1, signal });
  }
}

const send = (date: string) =>
  world.send(integrationId, `${date}.csv`, salesCsv([`${date} 09:00:00 R-${date} Latte 1 4.50`]));
const shown = async () =>
  (await world.call('GET', `/api/v1/integrations/${integrationId}`)).body as {
    status: string;
    statusReason: { code: string; since: string; attemptsLeft: null } | null;
  };
const notices = async () =>
  (
    await world.rows<{ kind: string; code: string | null }>(
      "SELECT kind, payload->'problem'->>'code' AS code FROM outbox ORDER BY created_at, message_id",
    )
  ).map(({ kind, code }) => [kind, code]);
const checks = () => world.rows("SELECT 1 FROM runs WHERE kind <> 'file'");

describe('a link that is sent files', () => {
  it('is never asked for anything, and refuses to be', async () => {
    await live(10);
    expect(await checks()).toEqual([]);
    expect(await world.rows('SELECT 1 FROM backfills')).toEqual([]);
    const sync = await world.call('POST', `/api/v1/integrations/${integrationId}/sync`);
    expect(sync).toMatchObject({ status: 409, body: { code: 'integration_is_sent_files' } });
    const resync = await world.call('POST', `/api/v1/integrations/${integrationId}/resync`, {
      from: '2025-03-10',
      to: '2025-03-10',
    });
    expect(resync).toMatchObject({ status: 409, body: { code: 'integration_is_sent_files' } });
  });

  it('has one location with a secret of its own to be mailed to', async () => {
    const other = await world.link({ nickname: 'Other', createNew: true });
    const rows = await world.rows<{ identity: string }>('SELECT identity FROM locations');
    expect(rows).toHaveLength(2);
    for (const { identity } of rows) expect(identity).toMatch(/^[a-z2-7]{26}$/);
    expect(rows[0]?.identity).not.toBe(rows[1]?.identity);
    await world.call('POST', `/api/v1/integrations/${other}/deactivate`);
    await world.call('POST', `/api/v1/integrations/${other}/restore`);
    expect(await world.rows('SELECT identity FROM locations')).toEqual(rows);
  });

  it('is reminded after 15 days without a file and called off after 30, each told once', async () => {
    await send('2025-03-14');
    await live(14);
    expect([(await shown()).status, await notices()]).toEqual(['Healthy', []]);
    await live(2);
    expect(await shown()).toMatchObject({ status: 'Healthy', statusReason: null });
    expect(await notices()).toEqual([['integration_warned', 'files.awaited']]);
    await live(13);
    expect((await shown()).status).toBe('Healthy');
    await live(2);
    expect(await shown()).toMatchObject({
      status: 'CalledOff',
      statusReason: {
        ...{ code: 'files.stopped', attemptsLeft: null },
        since: new Date(startMs).toISOString(),
      },
    });
    await live(60);
    expect(await notices()).toEqual([
      ['integration_warned', 'files.awaited'],
      ['integration_called_off', 'files.stopped'],
    ]);
    expect(await checks()).toEqual([]);
  });

  it('is brought back by a file, without anybody resuming it', async () => {
    await live(31);
    expect((await shown()).status).toBe('CalledOff');
    await send('2025-04-14');
    expect(await shown()).toMatchObject({ status: 'Healthy', statusReason: null });
    expect((await notices()).at(-1)).toEqual(['integration_recovered', null]);
    expect(await world.rows('SELECT 1 FROM incidents WHERE closed_at IS NULL')).toEqual([]);
    await live(14);
    expect((await notices()).length).toBe(3);
    await live(17);
    expect((await shown()).status).toBe('CalledOff');
  });

  it('counts anew with every file, also after a reminder and with one that came before', async () => {
    await send('2025-03-14');
    await live(16);
    const again = await send('2025-03-14');
    expect(again.state).toBe('duplicate');
    expect((await notices()).map(([kind]) => kind)).toEqual([
      'integration_warned',
      'integration_recovered',
    ]);
    await live(14);
    await send('2025-04-13');
    await live(14);
    expect([(await shown()).status, (await notices()).length]).toEqual(['Healthy', 2]);
  });

  it('is not called off unwarned by a worker that slept for months', async () => {
    world.clock.advance(100 * dayMs);
    await live(1);
    expect(await notices()).toEqual([['integration_warned', 'files.awaited']]);
    expect((await shown()).status).toBe('Initializing');
    await live(8);
    expect((await shown()).status).toBe('CalledOff');
  });

  it('has its time again once somebody resumes it', async () => {
    await live(31);
    await world.call('POST', `/api/v1/integrations/${integrationId}/resume`);
    expect((await shown()).status).toBe('Initializing');
    await live(14);
    expect((await shown()).status).toBe('Initializing');
    await live(17);
    expect((await shown()).status).toBe('CalledOff');
  });
});

describe('a file that was mailed', () => {
  async function mailed(name: string, content: string | Buffer): Promise<void> {
    const { companyId } = world.company;
    await world.database.withCompany(companyId, (tx) =>
      receiveFile(tx, world.deps, {
        ...{ companyId, integrationId, name, bytes: Buffer.from(content) },
        source: 'mail',
        receivedAtMs: world.clock.now(),
      }),
    );
    await world.readAll();
  }

  it('fails its link when it cannot be read, until one can', async () => {
    await send('2025-03-14');
    await mailed('logo.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'));
    expect((await shown()).status).toBe('Failed');
    await mailed('good.csv', salesCsv(['2025-03-13 09:00:00 R-1 Latte 1 4.50']));
    expect(await shown()).toMatchObject({ status: 'Healthy', statusReason: null });
    expect(await world.rows('SELECT trigger FROM runs ORDER BY run_id')).toEqual(
      ['user', 'schedule', 'schedule'].map((trigger) => ({ trigger })),
    );
  });

  it('fails its link when it waits for a person to say what its columns mean', async () => {
    await mailed('odd.csv', 'Alpha;Beta;Gamma;Delta\n2025-03-10;Latte;2;9.00\n');
    expect(await shown()).toMatchObject({
      status: 'Failed',
      statusReason: { code: 'files.answers_needed' },
    });
  });

  it('does not keep a link alive that nothing can be read of', async () => {
    await send('2025-03-14');
    await live(16);
    await mailed('logo.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'));
    await live(15);
    expect((await shown()).status).toBe('CalledOff');
  });
});
