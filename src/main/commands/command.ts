import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Environment } from '#platform/config/environment.ts';

/** A command's whole contact with the outside. */
export interface CommandIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Ends a command that runs on. */
  signal: AbortSignal;
  env: Environment;
}

/** Runs a command; the number is the exit code, nothing means 0. */
export type RunCommand = (
  argv: readonly string[],
  io: CommandIo,
) => Promise<number | undefined> | Promise<void>;

/** The words do not make sense; the message is one sentence for the person who typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words make sense and it did not work; the message says why and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Reads flags strictly.
 * @throws UsageError for a flag the command does not know or a value that is missing.
 */
export function readFlags<Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}
