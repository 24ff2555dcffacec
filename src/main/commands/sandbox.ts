/** `tillbridge sandbox cluster`: a simulated till vendor to try things against. */
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
import { defineCommand, jsonFlag, type readFlags, readWholeNumber, UsageError } from './command.ts';

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

const flags = {
  port: { type: 'string', value: 'P', default: '0', help: 'Where it listens; 0 for any free port' },
  ledger: {
    type: 'string',
    value: 'FILE',
    help: 'Serve the bills of this till ledger (.jsonl or .jsonl.gz) instead of generated ones',
  },
  seed: { type: 'string', value: 'WORD', default: '1', help: 'Another word, another restaurant' },
  'orders-per-day': {
    type: 'string',
    value: 'N',
    default: '200',
    help: 'Generated bills of a day',
  },
  days: { type: 'string', value: 'N', default: '365', help: 'Generated days, up to today' },
  shape: {
    type: 'string',
    value: 'SHAPE',
    default: 'nested',
    help: `How rows are written: ${SHAPES.join(', ')}`,
  },
  locations: { type: 'string', value: 'N', default: '1', help: 'Tills, each with key and serial' },
  'time-zone': {
    type: 'string',
    value: 'ZONE',
    default: 'America/Toronto',
    help: 'Of the generated restaurant',
  },
  json: jsonFlag,
} as const;

/**
 * Runs a sandbox until the signal ends it; prints its address when it is ready. Throws the
 * system's error when it cannot listen.
 */
export const sandboxCommand = defineCommand({
  flags,
  example: 'sandbox cluster --port 4400 --days 90 --locations 2',
  async run(values, io) {
    const choices = toChoices(values);
    const sandbox = await openSandbox(choices);
    const { url, locations } = sandbox;
    io.stdout.write(
      choices.isJson ? `${JSON.stringify({ url, locations })}\n` : greeting(url, locations),
    );
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await sandbox.close();
  },
});

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
      throw new UsageError(`--ledger ${choices.ledger} cannot be read: ${reason}.`);
    }
    throw error;
  }
}

function toChoices(values: ReturnType<typeof readFlags<typeof flags>>): Choices {
  const shape = SHAPES.find((each) => each === values.shape);
  if (shape === undefined) {
    throw new UsageError(`--shape is one of ${SHAPES.join(', ')}, not "${values.shape}".`);
  }
  const number = (
    name: 'port' | 'orders-per-day' | 'days' | 'locations',
    min: number,
    max: number,
  ) => readWholeNumber(name, values[name], { min, max });
  return {
    port: number('port', 0, 65_535),
    ledger: values.ledger ?? null,
    seed: values.seed,
    ordersPerDay: number('orders-per-day', 1, 50_000),
    days: number('days', 1, 36_500),
    shape,
    locations: number('locations', 1, 20_000),
    timeZone: timeZone(values['time-zone']),
    isJson: values.json,
  };
}

function timeZone(text: string): string {
  try {
    zoneClock(text);
    return text;
  } catch {
    throw new UsageError(`--time-zone is an IANA name like America/Toronto, not "${text}".`);
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
