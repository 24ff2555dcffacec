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
import {
  CommandError,
  type CommandIo,
  defineCommand,
  jsonFlag,
  type readFlags,
  UsageError,
} from './command.ts';
import { type DatabaseUrls, withDatabase } from './find-database.ts';

const flags = {
  name: { type: 'string', value: 'NAME', isNeeded: true, help: 'Name of the company' },
  'owner-email': {
    type: 'string',
    value: 'EMAIL',
    isNeeded: true,
    help: 'Address with which its owner signs in',
  },
  'owner-name': {
    type: 'string',
    value: 'NAME',
    help: 'Name of the owner, if not that of the address',
  },
  'existing-person': {
    type: 'boolean',
    default: false,
    help: 'The owner has an account already and gets this company beside their others',
  },
  venue: { type: 'string', value: 'NAME', isNeeded: true, help: 'Name of the first venue' },
  'time-zone': {
    type: 'string',
    value: 'ZONE',
    isNeeded: true,
    help: 'Its IANA time zone, such as America/Toronto',
  },
  currency: {
    type: 'string',
    value: 'CODE',
    isNeeded: true,
    help: 'Its ISO 4217 currency, such as CAD; it never changes',
  },
  json: jsonFlag,
} as const;

/** Makes a company with its first venue, owner and API key, and shows the secrets this once. */
export const createCompanyCommand = defineCommand({
  flags,
  example:
    'admin create-company --name "My Company" --owner-email me@example.com \\\n    --venue "Chez Moi" --time-zone America/Toronto --currency CAD',
  run: create,
});

async function create(
  { json: isJson, ...given }: ReturnType<typeof readFlags<typeof flags>>,
  io: CommandIo,
): Promise<void> {
  const wanted = {
    name: readText(given.name, '--name', nameSchema),
    email: readText(given['owner-email'], '--owner-email', emailSchema),
    venue: readText(given.venue, '--venue', nameSchema),
    timeZone: readText(given['time-zone'], '--time-zone', nameSchema),
    currency: readText(given.currency, '--currency', nameSchema),
  };
  const isExisting = given['existing-person'];
  const password = newPasswordText();
  const owner = {
    email: wanted.email,
    name: given['owner-name']?.trim() || (wanted.email.split('@')[0] ?? wanted.email),
    passwordHash: await hashPasswordText(password),
    account: isExisting ? ('existing' as const) : ('new' as const),
  };
  const { timeZone, currency } = wanted;
  const result = await withDatabase(io, async (database, urls) => {
    const created = await createCompany(database, {
      name: wanted.name,
      owner,
      venue: { name: wanted.venue, timeZone, currency },
      nowMs: systemClock.now(),
    }).catch((error) => {
      throw inWordsOfFlags(error, wanted.email);
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

function inWordsOfFlags(error: unknown, email: string): unknown {
  const { code } = error as { code?: string };
  if (code === 'person_exists') {
    return new CommandError(
      `${email} has an account already. Add --existing-person to make this person the owner of one more company.`,
    );
  }
  if (code === 'person_not_found') {
    return new CommandError(
      `Nobody has an account as ${email}. Correct the address, or leave --existing-person out to make the account.`,
    );
  }
  return error;
}

function readText(given: string | undefined, flag: string, schema: z.ZodType<string>): string {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new UsageError(`${flag} "${given ?? ''}" is not valid.`);
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
