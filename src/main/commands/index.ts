import { Refusal } from '#kernel/errors.ts';
import { CommandError, type CommandIo, type RunCommand, UsageError } from './command.ts';

interface CommandEntry {
  usage: string;
  summary: string;
  /** Loaded when called, so that `--help` does not load the whole program. */
  load: () => Promise<RunCommand>;
}

/** Everything `tillbridge` can do, by its first word. */
const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    usage: 'start [--port P] [--no-demo] [--json]',
    summary: 'Everything in one go on this machine, with a demo company',
    load: async () => (await import('./start.ts')).startCommand,
  },
  serve: {
    usage: 'serve --roles web,worker [--json]',
    summary: 'Production: configured by the environment, any number of copies',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  migrate: {
    usage: 'migrate [--json]',
    summary: 'Bring the database up to date (with DATABASE_OWNER_URL)',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  admin: {
    usage: 'admin <create-company|rotate-keys> … [--json]',
    summary: 'Make a company; seal stored secrets under the newest key',
    load: async () => (await import('./admin.ts')).adminCommand,
  },
  doctor: {
    usage: 'doctor [--json]',
    summary: 'Check configuration, database, tenant isolation and keys',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  sandbox: {
    usage: 'sandbox <cluster> [--port P] [--ledger FILE] … [--json]',
    summary: 'Run a simulated till vendor to try things against',
    load: async () => (await import('./sandbox.ts')).sandboxCommand,
  },
  bench: {
    usage: 'bench <backfill|resync|days|sync|start> [--orders-per-day N] [--days N] … [--json]',
    summary: 'Measure against the budgets, on a database of its own',
    load: async () => (await import('./bench.ts')).benchCommand,
  },
};

/**
 * Runs `tillbridge <argv>`. Nothing is thrown: what went wrong is one sentence on stderr.
 * @returns the exit code: 0, 1 (it did not work), 2 (the words make no sense).
 */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const [word, ...rest] = argv;
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    io.stdout.write(helpText());
    return word === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (entry === undefined) {
    const known = Object.keys(commands).join(', ');
    io.stderr.write(`There is no command "${word}"; there are ${known}.\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(`tillbridge ${entry.usage}\n${entry.summary}.\n`);
    return 0;
  }
  try {
    const run = await entry.load();
    const code = await run(rest, io);
    return typeof code === 'number' ? code : 0;
  } catch (error) {
    return tellError(error, { usage: entry.usage, io });
  }
}

function tellError(error: unknown, told: { usage: string; io: CommandIo }): number {
  const { stderr } = told.io;
  // Commands bring usage errors of their own kinds; the name tells them.
  if (error instanceof UsageError || (error instanceof Error && /UsageError$/.test(error.name))) {
    stderr.write(`${error.message}\nUsage: tillbridge ${told.usage}\n`);
    return 2;
  }
  if (error instanceof Refusal) stderr.write(`${error.detail.en}\n`);
  else if (error instanceof CommandError) stderr.write(`${error.message}\n`);
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

function helpText(): string {
  const rows = Object.values(commands);
  const width = Math.max(...rows.map((row) => row.usage.length));
  const lines = rows.map((row) => `  ${row.usage.padEnd(width)}  ${row.summary}`);
  return `Usage: tillbridge <command>\n\n${lines.join('\n')}\n`;
}
