import { type CommandIo, type RunCommand, UsageError } from './command.ts';

const actions: Readonly<Record<string, () => Promise<RunCommand>>> = {
  'create-company': async () => (await import('./admin-create-company.ts')).createCompanyCommand,
  'rotate-keys': async () => (await import('./admin-rotate-keys.ts')).rotateKeysCommand,
};

/** `tillbridge admin <action>`: what an operator does from the command line. */
export async function adminCommand(
  argv: readonly string[],
  io: CommandIo,
): Promise<number | undefined> {
  const [word = '', ...rest] = argv;
  const load = Object.hasOwn(actions, word) ? actions[word] : undefined;
  if (load === undefined) {
    throw new UsageError(`"admin" can ${Object.keys(actions).join(' and ')}, not "${word}".`);
  }
  const run = await load();
  const code = await run(rest, io);
  return typeof code === 'number' ? code : undefined;
}
