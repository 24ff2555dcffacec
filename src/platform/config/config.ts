import { z } from 'zod';
import { isBlockedHost } from '#platform/http-client/address-policy.ts';
import type { MailServer } from '#platform/mail/mail.ts';
import type { Keyring } from '#platform/vault/keyring.ts';
import type { Environment } from './environment.ts';
import {
  baseUrl,
  domainName,
  keyring,
  mailbox,
  mailServer,
  signingSecret,
  url,
  wholeNumber,
  yesOrNo,
} from './variables.ts';

/** Everything the program is told from outside. */
export interface Config {
  /** The application role's connection. */
  databaseUrl: string;
  /** The owner role's connection, for migrations alone. */
  databaseOwnerUrl: string | null;
  databaseConnectionsMax: number;
  keyring: Keyring;
  authSecret: string;
  /** Where people reach the portal; without a trailing slash. */
  publicUrl: string;
  host: string;
  port: number;
  /** Base address of the Cluster API; null until the operator names it. */
  clusterApiUrl: string | null;
  /** Whether vendors may live on loopback and private networks (sandboxes, tests). */
  allowPrivateAddresses: boolean;
  /** Through which notices go out; null: they are shown in the portal alone. */
  mail: MailServer | null;
  /** Where the role `mail` listens, on `host`. */
  mailPort: number;
  /** Of the addresses that sales files are mailed to; null: no mail is received. */
  mailDomain: string | null;
  /** With which the role `mail` offers TLS; null: it offers none. */
  mailCertificate: { certFile: string; keyFile: string } | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Live runs at once in one process. */
  syncConcurrency: number;
  /** Backfills at once in one process. */
  backfillConcurrency: number;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

const databaseUrl = () =>
  url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/tillbridge');

const databaseVariables = z.object({
  DATABASE_URL: databaseUrl(),
  DATABASE_OWNER_URL: databaseUrl().optional(),
});

const variables = databaseVariables.extend({
  DATABASE_CONNECTIONS_MAX: wholeNumber({ min: 2, max: 500 }).default(20),
  TILLBRIDGE_KEYS: keyring(),
  TILLBRIDGE_AUTH_SECRET: signingSecret(),
  PUBLIC_URL: baseUrl('https://till.example.com'),
  HOST: z.string(),
  PORT: wholeNumber({ min: 0, max: 65_535 }).default(4300),
  CLUSTER_API_URL: baseUrl('https://cluster.example.com').optional(),
  ALLOW_PRIVATE_ADDRESSES: yesOrNo().default(false),
  SMTP_URL: mailServer('smtp://user:password@mail.example.com:587').optional(),
  MAIL_FROM: mailbox('Tillbridge <till@example.com>').optional(),
  MAIL_PORT: wholeNumber({ min: 0, max: 65_535 }).default(2525),
  MAIL_DOMAIN: domainName('in.till.example.com').optional(),
  MAIL_TLS_CERT_FILE: z.string().optional(),
  MAIL_TLS_KEY_FILE: z.string().optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' })
    .default('info'),
  SYNC_CONCURRENCY: wholeNumber({ min: 1, max: 500 }).default(16),
  BACKFILL_CONCURRENCY: wholeNumber({ min: 1, max: 50 }).default(2),
});

/**
 * Reads the whole configuration, or says everything that is wrong with it.
 * @param command `start` listens on loopback and knows its own address; `serve` (the default)
 *   listens everywhere and must be told its PUBLIC_URL.
 * @returns problems as sentences that begin with the variable's name and never hold its value.
 */
export function readConfig(env: Environment, command: 'start' | 'serve' = 'serve'): ConfigResult {
  const given = withoutEmpty(env);
  const port = given.PORT ?? '4300';
  const defaults =
    command === 'start'
      ? {
          HOST: '127.0.0.1',
          PUBLIC_URL: `http://localhost:${port}`,
          MAIL_DOMAIN: 'localhost',
        }
      : { HOST: '0.0.0.0' };
  const parsed = variables.safeParse({ ...defaults, ...given });
  const lonely = findLonely(given);
  if (!parsed.success) return { ok: false, problems: [...toSentences(parsed.error), ...lonely] };
  if (lonely.length > 0) return { ok: false, problems: lonely };
  const config = toConfig(parsed.data);
  const problems = findBlockedVendors(config);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

export type DatabaseConfigResult =
  | { ok: true; databaseUrl: string; databaseOwnerUrl: string }
  | { ok: false; problems: string[] };

/** The part of the configuration that `migrate` and `admin` need. Without an owner, the app's role must own. */
export function readDatabaseConfig(env: Environment): DatabaseConfigResult {
  const parsed = databaseVariables.safeParse(withoutEmpty(env));
  if (!parsed.success) return { ok: false, problems: toSentences(parsed.error) };
  const { DATABASE_URL, DATABASE_OWNER_URL } = parsed.data;
  return {
    ok: true,
    databaseUrl: DATABASE_URL,
    databaseOwnerUrl: DATABASE_OWNER_URL ?? DATABASE_URL,
  };
}

/** `NAME=` in a compose file means "not set". */
function withoutEmpty(env: Environment): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const],
  );
  return Object.fromEntries(entries);
}

function toSentences(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
}

/** Variables that need each other, and why. A missing one would be found out by the first mail. */
const pairs = [
  ['SMTP_URL', 'MAIL_FROM', 'mails need a sender'],
  ['MAIL_FROM', 'SMTP_URL', 'mails need a server'],
  ['MAIL_TLS_CERT_FILE', 'MAIL_TLS_KEY_FILE', 'a certificate needs its key'],
  ['MAIL_TLS_KEY_FILE', 'MAIL_TLS_CERT_FILE', 'a key needs its certificate'],
] as const;

function findLonely(given: Record<string, string>): string[] {
  return pairs
    .filter(([one, other]) => given[one] !== undefined && given[other] === undefined)
    .map(([one, other, why]) => `${other} is missing: ${one} is set, and ${why}.`);
}

function findBlockedVendors(config: Config): string[] {
  if (config.allowPrivateAddresses) return [];
  const vendors = { CLUSTER_API_URL: config.clusterApiUrl };
  return Object.entries(vendors).flatMap(([name, address]) =>
    address !== null && isBlockedHost(new URL(address).hostname)
      ? [`${name} names a private address: set ALLOW_PRIVATE_ADDRESSES to true if that is meant.`]
      : [],
  );
}

function toConfig(values: z.infer<typeof variables>): Config {
  return {
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? null,
    databaseConnectionsMax: values.DATABASE_CONNECTIONS_MAX,
    keyring: values.TILLBRIDGE_KEYS,
    authSecret: values.TILLBRIDGE_AUTH_SECRET,
    publicUrl: values.PUBLIC_URL,
    host: values.HOST,
    port: values.PORT,
    clusterApiUrl: values.CLUSTER_API_URL ?? null,
    allowPrivateAddresses: values.ALLOW_PRIVATE_ADDRESSES,
    mail: toMailServer(values),
    mailPort: values.MAIL_PORT,
    mailDomain: values.MAIL_DOMAIN ?? null,
    mailCertificate: toCertificate(values),
    logLevel: values.LOG_LEVEL,
    syncConcurrency: values.SYNC_CONCURRENCY,
    backfillConcurrency: values.BACKFILL_CONCURRENCY,
  };
}

function toCertificate(values: z.infer<typeof variables>): Config['mailCertificate'] {
  const { MAIL_TLS_CERT_FILE: certFile, MAIL_TLS_KEY_FILE: keyFile } = values;
  return certFile === undefined || keyFile === undefined ? null : { certFile, keyFile };
}

function toMailServer({ SMTP_URL, MAIL_FROM }: z.infer<typeof variables>): MailServer | null {
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return null;
  return { ...SMTP_URL, from: MAIL_FROM };
}
