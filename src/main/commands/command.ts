import { parseArgs } from 'node:util';
import type { Environment } from '#platform/config/environment.ts';

/** A command's whole contact with the outside. */
export interface CommandIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Ends a command that runs on. */
  signal: AbortSignal;
  env: Environment;
}

/** One option of a command: how it is read and what `--help` says of it. */
export interface Flag {
  type: 'string' | 'boolean';
  default?: string | boolean;
  help: string;
  /** Stands for the value in help, e.g. `NAME`; for texts only. */
  value?: string;
  isNeeded?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;

/** Something that can be run. Its help and its reading of words come from the one table of flags. */
export interface Command {
  flags: Flags;
  /** Words after `tillbridge` that make sense, for the help. */
  example: string;
  /** @returns the exit code; nothing means 0. @throws UsageError */
  run(argv: readonly string[], io: CommandIo): Promise<number | undefined>;
}

/** The words do not make sense; the message is one sentence for the person who typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words make sense and it did not work; the message says why and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export const jsonFlag = {
  type: 'boolean',
  default: false,
  help: 'Answer in JSON on one line, for programs',
} as const;

/** A command from its flags; `run` gets them read. */
export function defineCommand<const F extends Flags>(spec: {
  flags: F;
  example: string;
  run(choices: Choices<F>, io: CommandIo): Promise<number | undefined> | Promise<void>;
}): Command {
  const { flags, example } = spec;
  return {
    ...{ flags, example },
    async run(argv, io) {
      const code = await spec.run(readFlags(argv, flags), io);
      return typeof code === 'number' ? code : undefined;
    },
  };
}

type Choices<F extends Flags> = ReturnType<typeof readFlags<F>>;

/**
 * Reads flags strictly.
 * @throws UsageError for a flag the command does not know, and for a flag or value that is missing.
 */
export function readFlags<F extends Flags>(argv: readonly string[], flags: F) {
  const values = parseWords(argv, flags);
  const given: Record<string, unknown> = values;
  const missing = Object.keys(flags).find((name) => flags[name]?.isNeeded && !(name in given));
  if (missing !== undefined) throw new UsageError(`--${missing} is missing.`);
  return values;
}

function parseWords<F extends Flags>(argv: readonly string[], options: F) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s/);
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}

/** @throws UsageError for anything but a whole number within the bounds. */
export function readWholeNumber(
  flag: string,
  given: string,
  bounds: { min: number; max: number },
): number {
  const { min, max } = bounds;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${flag} is a whole number from ${min} to ${max}, not "${given}".`);
}
