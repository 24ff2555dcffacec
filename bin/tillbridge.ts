#!/usr/bin/env node
import { runCommand } from '#main/commands/index.ts';
import { processEnvironment } from '#platform/config/environment.ts';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The first asks the command to end in order; a second one, pressed in impatience, ends at once.
  process.once(signal, () => ending.abort());
}

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: ending.signal,
  env: processEnvironment(),
});
