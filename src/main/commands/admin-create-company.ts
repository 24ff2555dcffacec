import type { z } from 'zod';
import { systemClock } from '#kernel/clock.ts';
import {
  createCompany,
  emailSchema,
  hashPasswordText,
  nameSchema,
  newPasswordText,
} from '#modules/tenancy/index.ts';
import { findHomeUrl } from '../home-url.ts';
import { type CommandIo, readFlags, UsageError } from './command.ts';
import { type DatabaseUrls, withDatabase } from './find-database.ts';

const text = { type: 'string' } as const;
const flags = {
  name: text,
  'owner-email': text,
  'owner-name': text,
  venue: text,
  'time-zone': text,
  currency: text,
  json: { type: 'boolean', default: false },
} as const;

const usage =
  'admin create-company --name N --owner-email E --venue V --time-zone Z --currency C [--owner-name N] [--json]';

/** Makes a company with its first venue, owner and API key, and shows the secrets this once. */
export async function createCompanyCommand(argv: readonly string[], io: CommandIo): Promise<void> {
  const { json: isJson, ...given } = readFlags(argv, flags);
  const wanted = {
    name: readText(given.name, '--name', nameSchema),
    email: readText(given['owner-email'], '--owner-email', emailSchema),
    venue: readText(given.venue, '--venue', nameSchema),
    timeZone: readText(given['time-zone'], '--time-zone', nameSchema),
    currency: readText(given.currency, '--currency', nameSchema),
  };
  const password = newPasswordText();
  const owner = {
    email: wanted.email,
    name: given['owner-name']?.trim() || (wanted.email.split('@')[0] ?? wanted.email),
    passwordHash: await hashPasswordText(password),
  };
  const { timeZone, currency } = wanted;
  const result = await withDatabase(io, async (database, urls) => {
    const created = await createCompany(database, {
      name: wanted.name,
      owner,
      venue: { name: wanted.venue, timeZone, currency },
      nowMs: systemClock.now(),
    });
    return {
      companyId: created.companyId,
      venueId: created.venue.venueId,
      apiKey: created.apiKey,
      owner: {
        email: created.owner.email,
        // Somebody with an account keeps the password they have.
        password: created.owner.isNewAccount ? password : null,
      },
      url: urlOf(urls, io),
    };
  });
  io.stdout.write(isJson ? `${JSON.stringify(result)}\n` : describe(wanted.name, result));
}

function readText(given: string | undefined, flag: string, schema: z.ZodType<string>): string {
  if (given === undefined) throw new UsageError(`${flag} is missing: ${usage}.`);
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new UsageError(`${flag} "${given}" is not valid: ${usage}.`);
  return parsed.data;
}

/** Where the people go: said by the environment, or by the server that runs in the home. */
function urlOf(urls: DatabaseUrls, io: CommandIo): string {
  const said = io.env.PUBLIC_URL?.trim().replace(/\/$/, '');
  if (said) return said;
  const found = urls.home === null ? null : findHomeUrl(urls.home);
  return found ?? `http://localhost:${io.env.PORT?.trim() || '4300'}`;
}

function describe(
  name: string,
  result: { apiKey: string; owner: { email: string; password: string | null }; url: string },
): string {
  const { email, password } = result.owner;
  return [
    `${name} is ready at ${result.url}`,
    `  sign in as  ${email}`,
    `  password    ${password ?? '(the one this person already has)'}`,
    `  API key     ${result.apiKey}`,
    'Keep the password and the key now: they are not shown again.',
    '',
  ].join('\n');
}
