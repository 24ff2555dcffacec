/** `tillbridge sandbox cluster`: a simulated till vendor to try things against. */
import { parseArgs } from 'node:util';
import { systemClock } from '#kernel/clock.ts';
import {
  type ClusterSandbox,
  type ClusterVenue,
  SHAPES,
  type Shape,
  startClusterSandbox,
} from '#simulators/cluster/index.ts';
import { LedgerError } from '#simulators/ledger.ts';
import { addDays, zoneClock } from '#simulators/wall-time.ts';

export interface CommandIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Ends the command. */
  signal: AbortSignal;
}

/** The command line makes no sense; the message is one sentence for the person who typed it. */
export class SandboxUsageError extends Error {
  override name = 'SandboxUsageError';
}

interface Choices {
  port: number;
  ledger: string | null;
  seed: string;
  ordersPerDay: number;
  days: number;
  shape: Shape;
  locations: number;
  timeZone: string;
  isJson: boolean;
}

const CACHE_BYTES_MAX = 805_306_368;

/**
 * Runs a sandbox until the signal ends it; prints its address when it is ready.
 * Throws SandboxUsageError for a provider or flag it does not know, and the system's error when it
 * cannot listen or read the ledger.
 */
export async function sandboxCommand(argv: readonly string[], io: CommandIo): Promise<void> {
  const choices = readChoices(argv);
  const sandbox = await openSandbox(choices);
  const { url, locations } = sandbox;
  io.stdout.write(
    choices.isJson ? `${JSON.stringify({ url, locations })}\n` : greeting(url, locations),
  );
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) {
      resolve();
    }
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await sandbox.close();
}

async function openSandbox(choices: Choices): Promise<ClusterSandbox> {
  try {
    return await startClusterSandbox({
      port: choices.port,
      venues: venuesOf(choices),
      cacheBytesMax: CACHE_BYTES_MAX,
    });
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing || error instanceof LedgerError) {
      const reason = isMissing ? 'there is no such file' : (error as Error).message;
      throw new SandboxUsageError(`--ledger ${choices.ledger} cannot be read: ${reason}.`);
    }
    throw error;
  }
}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  ledger: { type: 'string' },
  seed: { type: 'string', default: '1' },
  'orders-per-day': { type: 'string', default: '200' },
  days: { type: 'string', default: '365' },
  shape: { type: 'string', default: 'nested' },
  locations: { type: 'string', default: '1' },
  'time-zone': { type: 'string', default: 'America/Toronto' },
  json: { type: 'boolean', default: false },
} as const;

function readChoices(argv: readonly string[]): Choices {
  const { values, positionals } = parseFlags(argv);
  const [provider, ...others] = positionals;
  if (provider !== 'cluster' || others.length > 0) {
    throw new SandboxUsageError(
      `There is a sandbox for "cluster" only, not for "${positionals.join(' ')}".`,
    );
  }
  if (!(SHAPES as readonly string[]).includes(values.shape)) {
    throw new SandboxUsageError(`--shape is one of ${SHAPES.join(', ')}, not "${values.shape}".`);
  }
  return {
    port: wholeNumber('port', values.port, 0, 65_535),
    ledger: values.ledger ?? null,
    seed: values.seed,
    ordersPerDay: wholeNumber('orders-per-day', values['orders-per-day'], 1, 50_000),
    days: wholeNumber('days', values.days, 1, 36_500),
    shape: values.shape as Shape,
    locations: wholeNumber('locations', values.locations, 1, 20_000),
    timeZone: timeZone(values['time-zone']),
    isJson: values.json,
  };
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/) as [string];
    throw new SandboxUsageError(`${sentence}.`);
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new SandboxUsageError(
      `--${name} is a whole number from ${min} to ${max}, not "${text}".`,
    );
  }
  return value;
}

function timeZone(text: string): string {
  try {
    zoneClock(text);
    return text;
  } catch {
    throw new SandboxUsageError(`--time-zone is an IANA name like America/Toronto, not "${text}".`);
  }
}

/** One ledger is shared out among its locations; without one, every location is a house of its own. */
function venuesOf(choices: Choices): ClusterVenue[] {
  const { shape, ledger } = choices;
  const locations = Array.from({ length: choices.locations }, (_, index) => ({
    apiKey: `sandbox-key-${index + 1}`,
    serial: `CL-${String(1001 + index)}`,
  }));
  if (ledger !== null) {
    return [{ source: { ledgerFile: ledger }, shape, locations }];
  }
  const today = zoneClock(choices.timeZone).toWall(systemClock.now()).slice(0, 10);
  return locations.map((location, index) => ({
    source: {
      restaurant: {
        seed: index === 0 ? choices.seed : `${choices.seed}/${index + 1}`,
        venue: { name: 'Brasserie du Port', timeZone: choices.timeZone, currency: 'CAD' },
        ordersPerDay: choices.ordersPerDay,
        from: addDays(today, 1 - choices.days),
      },
    },
    shape,
    locations: [location],
  }));
}

function greeting(url: string, locations: readonly { apiKey: string; serial: string }[]): string {
  const [first] = locations;
  const shown = locations.slice(0, 10).map(({ apiKey, serial }) => `  ${apiKey}   ${serial}`);
  const more = locations.length > 10 ? [`  … and ${locations.length - 10} more`] : [];
  return [
    `The Cluster sandbox is ready at ${url}`,
    '',
    '  API key         Serial #',
    ...shown,
    ...more,
    '',
    'Try it:',
    `  curl -X POST ${url}/ping-pos -H 'X-Api-Key: ${first?.apiKey}' -H 'X-Serial: ${first?.serial}'`,
    `  curl ${url}/_control/ledger/days`,
    `  curl -X POST ${url}/_control/faults -d '{"kind":"venue_offline","times":3}'`,
    '',
    'Ctrl+C ends it.',
    '',
  ].join('\n');
}
