import { Refusal } from '#kernel/errors.ts';
import { SetupError } from '#platform/config/setup-error.ts';
import { type Command, CommandError, type CommandIo, UsageError } from './command.ts';
import { commandHelp, listHelp, usageOf } from './help.ts';

/** A command, or a word that another one must follow. */
type Entry = { summary: string } & (
  | {
      /** Loaded when its own word is typed, so that `--help` does not load the whole program. */
      load: () => Promise<Command>;
    }
  | { actions: Readonly<Record<string, Entry>> }
);

const bench = (name: string) => async () => (await import('./bench.ts')).benchCommand(name);

/** Everything `tillbridge` can do, by its words. */
export const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'Everything in one go on this machine, with a demo company',
    load: async () => (await import('./start.ts')).startCommand,
  },
  serve: {
    summary: 'Production: configured by the environment, any number of copies',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  migrate: {
    summary: 'Bring the database up to date (with DATABASE_OWNER_URL)',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  admin: {
    summary: 'Make a company; seal stored secrets under the newest key',
    actions: {
      'create-company': {
        summary: 'Make a company with its first venue, owner and API key',
        load: async () => (await import('./admin-create-company.ts')).createCompanyCommand,
      },
      'rotate-keys': {
        summary: 'Seal stored secrets under the newest key of TILLBRIDGE_KEYS',
        load: async () => (await import('./admin-rotate-keys.ts')).rotateKeysCommand,
      },
    },
  },
  doctor: {
    summary: 'Check configuration, database, tenant isolation and keys',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  sandbox: {
    summary: 'Run a simulated till vendor to try things against',
    actions: {
      cluster: {
        summary: 'Cluster: tills with sales of a generated restaurant, or of a ledger',
        load: async () => (await import('./sandbox.ts')).sandboxCommand,
      },
    },
  },
  bench: {
    summary: 'Measure against the budgets, on a database of its own',
    actions: {
      backfill: { summary: 'Import a history', load: bench('backfill') },
      resync: { summary: 'Read stored days again', load: bench('resync') },
      days: { summary: 'Read a month of days over the API', load: bench('days') },
      sync: { summary: 'Check many integrations that are due', load: bench('sync') },
      files: { summary: 'Read sales files of 75,000 and 50,000 rows', load: bench('files') },
      start: { summary: 'Start in a home that exists, up to the first page', load: bench('start') },
    },
  },
};

interface Found {
  /** The words that led here, e.g. `admin create-company`. */
  words: string;
  entry: Entry;
  rest: readonly string[];
}

/**
 * Runs `tillbridge <argv>`. Nothing is thrown: what went wrong is one sentence on stderr.
 * @returns the exit code: 0, 1 (it did not work), 2 (the words make no sense).
 */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const [word] = argv;
  if (word === undefined || word === 'help' || isHelp(word)) {
    io.stdout.write(listHelp('', null, commands));
    return word === undefined ? 2 : 0;
  }
  const found = findEntry(argv);
  if (found === null) {
    const known = Object.keys(commands).join(', ');
    io.stderr.write(`There is no command "${word}"; there are ${known}.\n`);
    return 2;
  }
  const { words, entry, rest } = found;
  const wantsHelp = rest.some(isHelp);
  if ('actions' in entry) {
    const help = listHelp(words, entry.summary, entry.actions);
    if (wantsHelp) io.stdout.write(help);
    else io.stderr.write(`${tellActions(found, entry.actions)}\n${help}`);
    return wantsHelp ? 0 : 2;
  }
  const command = await entry.load();
  if (wantsHelp) {
    io.stdout.write(commandHelp(words, entry.summary, command));
    return 0;
  }
  try {
    return (await command.run(rest, io)) ?? 0;
  } catch (error) {
    return tellError(error, { usage: usageOf(words, command.flags), io });
  }
}

const isHelp = (word: string) => word === '--help' || word === '-h';

/** As far as the words lead; null when already the first leads nowhere. */
function findEntry(argv: readonly string[]): Found | null {
  let entries = commands;
  let found: Found | null = null;
  for (const [index, word] of argv.entries()) {
    const entry = Object.hasOwn(entries, word) ? entries[word] : undefined;
    if (entry === undefined) break;
    const words = argv.slice(0, index + 1).join(' ');
    found = { words, entry, rest: argv.slice(index + 1) };
    if (!('actions' in entry)) break;
    entries = entry.actions;
  }
  return found;
}

function tellActions({ words, rest }: Found, actions: Readonly<Record<string, Entry>>): string {
  const known = Object.keys(actions).join(', ');
  const [word] = rest;
  return word === undefined
    ? `"${words}" needs another word: ${known}.`
    : `There is no "${words} ${word}"; there is ${known}.`;
}

function tellError(error: unknown, told: { usage: string; io: CommandIo }): number {
  const { stderr } = told.io;
  if (error instanceof UsageError) {
    stderr.write(`${error.message}\nUsage: ${told.usage}\n`);
    return 2;
  }
  if (error instanceof Refusal) stderr.write(`${error.detail.en}\n`);
  else if (error instanceof CommandError || error instanceof SetupError)
    stderr.write(`${error.message}\n`);
  else stderr.write(`${describeFailure(error)}\n`);
  return 1;
}

/** Failures with a telling code need no stack; the others are ours, and the stack finds them. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') return `The port is taken by another program (${error.message}).`;
  if (code === 'ECONNREFUSED')
    return 'The database does not answer: is it running, and is DATABASE_URL right?';
  if (code !== undefined && /Error$/.test(error.name) && error.message !== '') {
    return `${error.message} (${code})`;
  }
  return error.stack ?? error.message;
}
