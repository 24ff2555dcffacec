import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readConfig, readDatabaseConfig } from './config.ts';
import { homeFolder } from './environment.ts';

const key = randomBytes(32).toString('base64');
const complete = {
  DATABASE_URL: 'postgres://app:pass-word-1@db.example.com/tillbridge',
  TILLBRIDGE_KEYS: `2025:${key}`,
  TILLBRIDGE_AUTH_SECRET: 'x'.repeat(32),
  PUBLIC_URL: 'https://till.example.com/',
};

function problemsOf(env: Record<string, string>, command?: 'start' | 'serve'): string[] {
  const result = readConfig(env, command);
  return result.ok ? [] : result.problems;
}

describe('the configuration', () => {
  it('has defaults for everything but the database, the keys and its address', () => {
    const result = readConfig(complete);
    expect(result).toMatchObject({
      ok: true,
      config: {
        databaseUrl: complete.DATABASE_URL,
        databaseOwnerUrl: null,
        publicUrl: 'https://till.example.com',
        host: '0.0.0.0',
        port: 4300,
        clusterApiUrl: null,
        allowPrivateAddresses: false,
        logLevel: 'info',
      },
    });
    if (result.ok) expect(result.config.keyring[0].id).toBe('2025');
  });

  it('for start listens on loopback and knows its own address', () => {
    const { PUBLIC_URL: _, ...rest } = complete;
    expect(readConfig({ ...rest, PORT: '4999' }, 'start')).toMatchObject({
      ok: true,
      config: { host: '127.0.0.1', port: 4999, publicUrl: 'http://localhost:4999' },
    });
    expect(problemsOf(rest, 'serve')).toEqual([expect.stringMatching(/^PUBLIC_URL must be/)]);
  });

  it('names every problem at once, each beginning with the variable', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://x',
      TILLBRIDGE_AUTH_SECRET: 'short',
      PUBLIC_URL: 'not a url',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      ALLOW_PRIVATE_ADDRESSES: 'yes',
      SYNC_CONCURRENCY: '0',
      CLUSTER_API_URL: 'https://c.example.com?x=1',
    });
    const named = problems.map((problem) => problem.split(' ')[0]).sort();
    expect(named).toEqual([
      'ALLOW_PRIVATE_ADDRESSES',
      'CLUSTER_API_URL',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'SYNC_CONCURRENCY',
      'TILLBRIDGE_AUTH_SECRET',
      'TILLBRIDGE_KEYS',
    ]);
    for (const problem of problems) expect(problem).toMatch(/\.$/);
  });

  it('never repeats a value', () => {
    const secrets = { TILLBRIDGE_KEYS: `k:${key.slice(2)}`, TILLBRIDGE_AUTH_SECRET: 'hunter2' };
    const urls = { DATABASE_URL: 'my:hunter3', CLUSTER_API_URL: 'my:hunter4' };
    const text = problemsOf({ ...complete, ...secrets, ...urls }).join('\n');
    expect(text).toContain('TILLBRIDGE_KEYS');
    expect(text).not.toMatch(/hunter/);
    expect(text).not.toContain(key.slice(4, 12));
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ ...complete, CLUSTER_API_URL: '', PORT: ' ' })).toMatchObject({ ok: true });
    expect(problemsOf({ ...complete, TILLBRIDGE_KEYS: '' })).toEqual([
      expect.stringMatching(/^TILLBRIDGE_KEYS is missing/),
    ]);
  });

  it('does not start with a vendor on a private address unless that is meant', () => {
    const env = { ...complete, CLUSTER_API_URL: 'http://127.0.0.1:9000' };
    expect(problemsOf(env)).toEqual([
      expect.stringMatching(/^CLUSTER_API_URL names a private address/),
    ]);
    expect(readConfig({ ...env, ALLOW_PRIVATE_ADDRESSES: 'true' })).toMatchObject({ ok: true });
  });

  it('for migrations needs the database alone', () => {
    expect(readDatabaseConfig({ DATABASE_URL: complete.DATABASE_URL })).toEqual({
      ok: true,
      databaseUrl: complete.DATABASE_URL,
      databaseOwnerUrl: complete.DATABASE_URL,
    });
    expect(readDatabaseConfig({})).toMatchObject({ ok: false });
  });

  it('keeps the home beside the working folder unless told otherwise', () => {
    expect(homeFolder({})).toBe('.tillbridge');
    expect(homeFolder({ TILLBRIDGE_HOME: '/srv/till' })).toBe('/srv/till');
  });
});
