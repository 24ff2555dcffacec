import { benches, renderTable } from '../../../bench/index.ts';
import { type Command, defineCommand, jsonFlag, readWholeNumber } from './command.ts';

const flags = {
  'orders-per-day': { type: 'string', value: 'N', default: '600', help: 'Bills of a day' },
  days: { type: 'string', value: 'N', default: '365', help: 'Days of history' },
  integrations: {
    type: 'string',
    value: 'N,N',
    default: '100,2000',
    help: 'Integrations of "sync", a round for each number',
  },
  calls: { type: 'string', value: 'N', default: '1000', help: 'Calls of "days"' },
  rows: { type: 'string', value: 'N', default: '75000', help: 'Rows of the CSV of "files"' },
  profile: { type: 'string', value: 'FOLDER', help: 'Leave profiles there; costs some speed' },
  json: jsonFlag,
} as const;

/** However it goes, a measurement is over by then. */
const timeoutMs = 20 * 60_000;
const atLeastOne = { min: 1, max: 999_999 };

/** Measures one thing against its budget on this machine, with everything it needs of its own. */
export function benchCommand(name: string): Command {
  const measure = benches[name];
  if (measure === undefined) throw new Error(`there is no measurement ${name}`);
  return defineCommand({
    flags,
    example: `bench ${name} --orders-per-day 200 --days 90`,
    async run(choices, io) {
      const result = await measure({
        ordersPerDay: readWholeNumber('orders-per-day', choices['orders-per-day'], atLeastOne),
        days: readWholeNumber('days', choices.days, atLeastOne),
        integrations: choices.integrations
          .split(',')
          .map((part) => readWholeNumber('integrations', part.trim(), atLeastOne)),
        calls: readWholeNumber('calls', choices.calls, atLeastOne),
        rows: readWholeNumber('rows', choices.rows, { min: 3, max: 200_000 }),
        profileDir: choices.profile,
        signal: AbortSignal.any([io.signal, AbortSignal.timeout(timeoutMs)]),
        say: (sentence) => io.stderr.write(`${sentence}\n`),
      });
      io.stdout.write(choices.json ? `${JSON.stringify(result)}\n` : `\n${renderTable(result)}`);
    },
  });
}
