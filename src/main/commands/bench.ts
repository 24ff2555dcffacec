import { benches, renderTable } from '../../../bench/index.ts';
import { type CommandIo, readFlags, UsageError } from './command.ts';

const text = { type: 'string' } as const;
const flags = {
  'orders-per-day': { ...text, default: '600' },
  days: { ...text, default: '365' },
  integrations: { ...text, default: '100,2000' },
  calls: { ...text, default: '1000' },
  profile: text,
  json: { type: 'boolean', default: false },
} as const;

/** However it goes, a measurement is over by then. */
const timeoutMs = 20 * 60_000;

/** Measures one thing against its budget on this machine, with everything it needs of its own. */
export async function benchCommand(argv: readonly string[], io: CommandIo): Promise<void> {
  const [name = '', ...rest] = argv;
  const measure = Object.hasOwn(benches, name) ? benches[name] : undefined;
  const known = Object.keys(benches).join(', ');
  if (!measure) throw new UsageError(`There is no measurement "${name}"; there are ${known}.`);
  const choices = readFlags(rest, flags);
  const result = await measure({
    ordersPerDay: wholeNumber('--orders-per-day', choices['orders-per-day']),
    days: wholeNumber('--days', choices.days),
    integrations: choices.integrations
      .split(',')
      .map((part) => wholeNumber('--integrations', part.trim())),
    calls: wholeNumber('--calls', choices.calls),
    profileDir: choices.profile,
    signal: AbortSignal.any([io.signal, AbortSignal.timeout(timeoutMs)]),
    say: (sentence) => io.stderr.write(`${sentence}\n`),
  });
  io.stdout.write(choices.json ? `${JSON.stringify(result)}\n` : `\n${renderTable(result)}`);
}

function wholeNumber(flag: string, given: string): number {
  const value = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (value < 1) throw new UsageError(`${flag} is a whole number from 1, not "${given}".`);
  return value;
}
