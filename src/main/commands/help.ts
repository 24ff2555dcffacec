import type { Command, Flag, Flags } from './command.ts';

/** `tillbridge admin create-company --name NAME … [--json]` */
export function usageOf(words: string, flags: Flags): string {
  const all = Object.entries(flags);
  const needed = all.filter(([, flag]) => flag.isNeeded).map((each) => spell(...each));
  const others = all.filter(([, flag]) => !flag.isNeeded).map((each) => `[${spell(...each)}]`);
  return ['tillbridge', words, ...needed, ...others].join(' ');
}

/** What `--help` of a command says: every option it reads, and an example. */
export function commandHelp(words: string, summary: string, { flags, example }: Command): string {
  const rows = Object.entries(flags).map(
    ([name, flag]) => [spell(name, flag), describe(flag)] as const,
  );
  return [
    `Usage: ${usageOf(words, flags)}`,
    '',
    `${summary}.`,
    '',
    'Options:',
    ...table([...rows, ['--help', 'This text']]),
    '',
    'Example:',
    `  tillbridge ${example}`,
    '',
  ].join('\n');
}

/** What `--help` says where another word must follow. */
export function listHelp(
  words: string,
  summary: string | null,
  entries: Readonly<Record<string, { summary: string }>>,
): string {
  const start = ['tillbridge', words].filter(Boolean).join(' ');
  const rows = Object.entries(entries).map(([name, entry]) => [name, entry.summary] as const);
  return [
    `Usage: ${start} <command>`,
    '',
    ...(summary === null ? [] : [`${summary}.`, '']),
    ...table(rows),
    '',
    `"${start} <command> --help" lists the options of one.`,
    '',
  ].join('\n');
}

function spell(name: string, flag: Flag): string {
  return flag.type === 'boolean' ? `--${name}` : `--${name} ${flag.value ?? 'TEXT'}`;
}

function describe(flag: Flag): string {
  if (flag.isNeeded) return `${flag.help} (needed)`;
  return typeof flag.default === 'string' ? `${flag.help} (usual: ${flag.default})` : flag.help;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
