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
        mail: null,
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

  it('takes a mail server apart, and its account with it', () => {
    const read = (SMTP_URL: string, MAIL_FROM = 'Till <till@example.com>') => {
      const result = readConfig({ ...complete, SMTP_URL, MAIL_FROM });
      return result.ok ? result.config.mail : result.problems;
    };
    expect(read('smtp://us%40er:p%3Aw@mail.example.com')).toEqual({
      host: 'mail.example.com',
      port: 587,
      isTlsFromStart: false,
      account: { user: 'us@er', password: 'p:w' },
      from: { name: 'Till', address: 'till@example.com' },
    });
    expect(read('smtps://mail.example.com', 'till@example.com')).toMatchObject({
      port: 465,
      isTlsFromStart: true,
      account: null,
      from: { name: '', address: 'till@example.com' },
    });
    expect(read('smtp://[::1]:2500')).toMatchObject({ host: '::1', port: 2500 });
    expect(read('smtp://mail.example.com/?x=1')).toEqual([expect.stringMatching(/^SMTP_URL must/)]);
    expect(read('smtp://user@mail.example.com')).toEqual([expect.stringContaining('neither')]);
  });

  it('names every mistake about mail at once, and no password', () => {
    const secret = { SMTP_URL: 'smtp://user:hunter5@mail.example.com/x', MAIL_FROM: 'a@b\nBcc: c' };
    const problems = problemsOf({ ...complete, ...secret });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'MAIL_FROM',
      'SMTP_URL',
    ]);
    expect(problems.join()).not.toMatch(/hunter/);
    const missing = { ...complete, SMTP_URL: 'smtp://mail.example.com', PORT: 'x' };
    expect(problemsOf(missing).map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'MAIL_FROM',
    ]);
    expect(problemsOf({ ...complete, MAIL_FROM: 'a@example.com' })).toEqual([
      expect.stringMatching(/^SMTP_URL is missing/),
    ]);
  });

  it('knows where mail comes in', () => {
    const configOf = (env: Record<string, string>, command?: 'start' | 'serve') => {
      const result = readConfig({ ...complete, ...env }, command);
      return result.ok ? result.config : result.problems;
    };
    expect(configOf({})).toMatchObject({ mailPort: 2525, mailDomain: null });
    expect(configOf({}, 'start')).toMatchObject({ mailDomain: 'localhost' });
    const mine = { MAIL_PORT: '25', MAIL_DOMAIN: 'In.Till.Example.com' };
    expect(configOf(mine)).toMatchObject({ mailPort: 25, mailDomain: 'in.till.example.com' });
    expect(problemsOf({ ...complete, MAIL_PORT: 'x', MAIL_DOMAIN: 'a@b' })).toEqual([
      expect.stringMatching(/^MAIL_PORT must/),
      expect.stringMatching(/^MAIL_DOMAIN must/),
    ]);
  });

  it('knows the certificate that mail comes in with, and its key', () => {
    const files = { MAIL_TLS_CERT_FILE: '/tls/cert.pem', MAIL_TLS_KEY_FILE: '/tls/key.pem' };
    const result = readConfig({ ...complete, ...files });
    expect(result.ok && result.config.mailCertificate).toEqual({
      ...{ certFile: '/tls/cert.pem', keyFile: '/tls/key.pem' },
    });
    for (const [name, path] of Object.entries(files))
      expect(problemsOf({ ...complete, [name]: path })).toEqual([
        expect.stringMatching(
          /^MAIL_TLS_(KEY|CERT)_FILE is missing: MAIL_TLS_(KEY|CERT)_FILE is set/,
        ),
      ]);
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
