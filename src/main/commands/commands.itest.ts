import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openSecret, sealSecret } from '#modules/integrations/index.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { formatKeyring, newVaultKey } from '#platform/vault/keyring.ts';
import { openVault } from '#platform/vault/vault.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany } from '#test/factories.ts';
import { startTestServer } from '#test/http-server.ts';
import { benches } from '../../../bench/index.ts';
import { type Command, readFlags } from './command.ts';
import { commands, runCommand } from './index.ts';

let testDb: TestDatabase;
let database: Database;
let emptyHome: string;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  emptyHome = mkdtempSync(join(tmpdir(), 'tillbridge-no-home-'));
  expect(await run(['migrate', '--json'])).toMatchObject({ code: 0, stderr: '' });
});

afterAll(async () => {
  await database.close();
  await testDb.drop();
  rmSync(emptyHome, { recursive: true });
});

/** Runs a command as `bin/tillbridge.ts` does, on the test's database unless told otherwise. */
async function run(argv: string[], env: Record<string, string> = {}) {
  const said = { stdout: '', stderr: '' };
  const code = await runCommand(argv, {
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    signal: new AbortController().signal,
    env: { DATABASE_URL: testDb.appUrl, DATABASE_OWNER_URL: testDb.ownerUrl, ...env },
  });
  return { code, ...said };
}

/** Everything that can be run, with the words that lead to it. */
function listCommands(
  entries = commands,
  before: string[] = [],
): { words: string[]; load: () => Promise<Command> }[] {
  return Object.entries(entries).flatMap(([word, entry]) => {
    const words = [...before, word];
    return 'actions' in entry ? listCommands(entry.actions, words) : [{ words, load: entry.load }];
  });
}

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const newKeyring = () => `k1:${randomBytes(32).toString('base64')}`;
const healthyEnv = () => ({
  TILLBRIDGE_KEYS: newKeyring(),
  TILLBRIDGE_AUTH_SECRET: 'x'.repeat(40),
  PUBLIC_URL: 'https://till.example.com',
});

describe('the command line', () => {
  it('lists its commands', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const word of ['migrate', 'admin', 'doctor', 'sandbox']) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${word} `, 'm'));
    }
  });

  it('explains every command, with every option it reads and an example it understands', async () => {
    const known = listCommands();
    expect(known.map(({ words }) => words.join(' '))).toContain('admin create-company');
    for (const { words, load } of known) {
      const { stdout, code } = await run([...words, '--help']);
      const { flags, example } = await load();
      expect(code).toBe(0);
      for (const [name, flag] of Object.entries(flags)) {
        expect(stdout, words.join(' ')).toMatch(
          new RegExp(`^ {2}--${name} .*${quote(flag.help)}`, 'm'),
        );
      }
      expect(stdout).toContain(`Example:\n  tillbridge ${words.join(' ')}`);
      const spoken = [...example.matchAll(/"([^"]*)"|[^\s\\]+/g)].map(
        ([word, text]) => text ?? word,
      );
      expect(spoken.slice(0, words.length)).toEqual(words);
      expect(() => readFlags(spoken.slice(words.length), flags), example).not.toThrow();
    }
  });

  it('says what may follow a word that needs another', async () => {
    for (const word of ['admin', 'sandbox', 'bench']) {
      const help = await run([word, '--help']);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      const alone = await run([word]);
      expect(alone).toMatchObject({ code: 2, stdout: '' });
      expect(alone.stderr).toContain(help.stdout);
    }
    expect((await run(['admin', '--help'])).stdout).toMatch(/^ {2}create-company +Make a company/m);
  });

  it('has an action for every measurement', () => {
    const named = listCommands().flatMap(({ words: [first, second] }) =>
      first === 'bench' ? [second] : [],
    );
    expect(named).toEqual(Object.keys(benches));
  });

  it('answers words it does not know in one sentence, with exit code 2', async () => {
    expect(await run(['frobnicate'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^There is no command "frobnicate"; there are .*\n$/),
    });
    expect(await run(['migrate', '--fast'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Unknown option '--fast'"),
    });
    expect(await run(['admin', 'fly'])).toMatchObject({ code: 2 });
    expect(await run(['toString'])).toMatchObject({ code: 2 });
  });

  it('says where a database would come from when there is none', async () => {
    const reply = await run(['migrate'], { DATABASE_URL: '', TILLBRIDGE_HOME: emptyHome });
    expect(reply.code).toBe(1);
    expect(reply.stderr).toMatch(/set DATABASE_URL, or run "tillbridge start" first/);
  });
});

describe('migrate', () => {
  it('may be repeated', async () => {
    const again = await run(['migrate', '--json']);
    expect(again).toMatchObject({ code: 0, stdout: '{"applied":[]}\n' });
  });
});

describe('admin create-company', () => {
  const countCompanies = async () =>
    (await database.pool.query('SELECT FROM list_company_ids()')).rowCount ?? 0;
  const argv = (changes: Record<string, string> = {}) => {
    const flags = {
      name: 'Chez Olive',
      'owner-email': 'Olive@Example.com',
      venue: 'Rue Ontario',
      'time-zone': 'America/Toronto',
      currency: 'CAD',
      ...changes,
    };
    const words = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
    return ['admin', 'create-company', ...words, '--json'];
  };

  it('makes a company that can be used at once', async () => {
    const reply = await run(argv(), { PUBLIC_URL: 'https://till.example.com/' });
    expect(reply).toMatchObject({ code: 0, stderr: '' });
    const made = JSON.parse(reply.stdout);
    expect(made).toEqual({
      companyId: expect.any(String),
      venueId: expect.any(String),
      apiKey: expect.stringMatching(/^tb_[\w-]{43}$/),
      owner: { email: 'olive@example.com', password: expect.any(String) },
      url: 'https://till.example.com',
    });
    const server = await startTestServer({ database });
    const headers = { authorization: `Bearer ${made.apiKey}` };
    expect((await server.call('GET', `/api/v1/venues/${made.venueId}`, { headers })).body).toEqual(
      expect.objectContaining({ name: 'Rue Ontario', timeZone: 'America/Toronto' }),
    );
    const session = await server.signIn(made.owner);
    const me = await server.call('GET', '/api/v1/me', { headers: session });
    expect(me.body).toMatchObject({ role: 'owner', company: { id: made.companyId } });
    await server.close();
  });

  it('gives somebody who has an account one more company when that is said', async () => {
    const twice = argv({ 'owner-email': 'twice@example.com' });
    expect((await run(twice)).code).toBe(0);
    const before = await countCompanies();
    expect(await run(twice)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^twice@example\.com has an account already\. Add --existing-person/,
      ),
    });
    expect(await countCompanies()).toBe(before);
    const second = await run([...twice, '--existing-person']);
    expect(JSON.parse(second.stdout).owner).toEqual({ email: 'twice@example.com', password: null });
    expect(await countCompanies()).toBe(before + 1);
  });

  it('makes nobody when the person should exist', async () => {
    const before = await countCompanies();
    const nobody = argv({ 'owner-email': 'nobody@example.com' });
    expect(await run([...nobody, '--existing-person'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Nobody has an account as nobody@example\.com\./),
    });
    expect(await countCompanies()).toBe(before);
    expect(JSON.parse((await run(nobody)).stdout).owner.password).toEqual(expect.any(String));
  });

  it('makes nothing when a value is wrong', async () => {
    const before = await countCompanies();
    const zone = await run(argv({ 'time-zone': 'Toronto' }));
    expect(zone).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('such as "America/Toronto"'),
    });
    expect(await run(argv({ 'owner-email': 'olive' }))).toMatchObject({ code: 2 });
    expect(await run(['admin', 'create-company', '--name', 'X'])).toMatchObject({ code: 2 });
    expect(await countCompanies()).toBe(before);
  });
});

describe('admin rotate-keys', () => {
  it('seals every company’s secrets under the newest key, and can be repeated', async () => {
    const [oldKey, newKey] = [newVaultKey('old'), newVaultKey('new')];
    const secret = { apiKey: 'a till’s key' };
    const places = [];
    for (let i = 0; i < 2; i++) {
      const { companyId, venueId } = await makeCompany(database);
      const place = { companyId, integrationId: newId(), locationId: newId() };
      const sealed = sealSecret(openVault([oldKey]), place, secret);
      await insertLocation({ ...place, venueId, sealed });
      places.push(place);
    }
    const env = {
      TILLBRIDGE_KEYS: formatKeyring([newKey, oldKey]),
      TILLBRIDGE_AUTH_SECRET: 'x'.repeat(40),
    };
    const first = await run(['admin', 'rotate-keys', '--json'], env);
    expect(JSON.parse(first.stdout)).toEqual({ total: 2, resealed: 2 });
    const second = await run(['admin', 'rotate-keys', '--json'], env);
    expect(JSON.parse(second.stdout)).toEqual({ total: 2, resealed: 0 });
    for (const place of places) {
      const secretSealed = await readSealed(place);
      const vault = openVault([newKey]);
      expect(
        openSecret({ vault, registerSecret: () => undefined }, { ...place, secretSealed }),
      ).toEqual(secret);
    }
  });

  it('needs the keys', async () => {
    const reply = await run(['admin', 'rotate-keys']);
    expect(reply.code).toBe(1);
    expect(reply.stderr).toContain('TILLBRIDGE_KEYS is missing');
  });
});

describe('doctor', () => {
  it('finds nothing wrong with a proper installation', async () => {
    const reply = await run(['doctor', '--json'], healthyEnv());
    const report = JSON.parse(reply.stdout);
    expect(report.checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([]);
    expect(reply.code).toBe(0);
    expect(report.ok).toBe(true);
  });

  it('finds a role that may do too much', async () => {
    const reply = await run(['doctor', '--json'], {
      ...healthyEnv(),
      DATABASE_URL: testDb.ownerUrl,
    });
    expect(reply.code).toBe(1);
    expect(problemsIn(reply.stdout)).toEqual([
      expect.stringMatching(/^application role owns nothing: it owns /),
    ]);
  });

  it('finds tables whose rows are not kept apart, missing migrations and keys', async () => {
    const broken = await testDatabase();
    const owner = new Client({ connectionString: broken.ownerUrl });
    await owner.connect();
    await owner.query('ALTER TABLE venues NO FORCE ROW LEVEL SECURITY');
    await owner.query('CREATE TABLE notes (company_id uuid, text text)');
    await owner.query("DELETE FROM kysely_migration WHERE name = '0004_sales'");
    await owner.end();
    const reply = await run(['doctor', '--json'], { DATABASE_URL: broken.appUrl });
    expect(reply.code).toBe(1);
    const problems = problemsIn(reply.stdout).join('\n');
    expect(problems).toContain('TILLBRIDGE_KEYS is missing');
    expect(problems).toContain('not applied: 0004_sales');
    expect(problems).toContain('tenant isolation: notes, venues');
    await broken.drop();
  });

  it('has one thing to say while nothing runs and nothing was set', async () => {
    const reply = await run(['doctor'], {
      ...{ DATABASE_URL: '', DATABASE_OWNER_URL: '' },
      TILLBRIDGE_HOME: emptyHome,
    });
    expect(reply.code).toBe(1);
    expect(reply.stdout).toMatch(/^PROBLEM {2}database: There is no database: .*start.*\n$/);
  });

  it('reports a database it cannot reach', async () => {
    const reply = await run(['doctor'], {
      ...healthyEnv(),
      DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/none',
    });
    expect(reply).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^PROBLEM {2}database: /m),
    });
  });
});

function problemsIn(stdout: string): string[] {
  const { checks } = JSON.parse(stdout) as {
    checks: { name: string; ok: boolean; problem: string }[];
  };
  return checks.filter((check) => !check.ok).map(({ name, problem }) => `${name}: ${problem}`);
}

async function insertLocation(row: {
  companyId: string;
  venueId: string;
  integrationId: string;
  locationId: string;
  sealed: string;
}): Promise<void> {
  const { companyId, venueId, integrationId, locationId, sealed } = row;
  await database.withCompany(companyId, async ({ client }) => {
    await client.query(
      `INSERT INTO integrations (company_id, integration_id, venue_id, provider, settings,
         history_from, every_minutes, offset_seconds, status, status_changed_at, activated_at,
         next_due_at, next_nightly_at, created_at)
       VALUES ($1, $2, $3, 'cluster', '{}', '2025-01-01', 60, 0, 'Healthy',
         now(), now(), now(), now(), now())`,
      [companyId, integrationId, venueId],
    );
    await client.query(
      `INSERT INTO locations (company_id, location_id, integration_id, venue_id, provider,
         identity, label, secret_sealed, created_at)
       VALUES ($1, $2, $3, $4, 'cluster', 'serial', 'Bar', $5, now())`,
      [companyId, locationId, integrationId, venueId, sealed],
    );
  });
}

async function readSealed(place: { companyId: string; locationId: string }): Promise<string> {
  const { rows } = await database.withCompany(place.companyId, ({ client }) =>
    client.query('SELECT secret_sealed FROM locations WHERE location_id = $1', [place.locationId]),
  );
  return rows[0].secret_sealed;
}
