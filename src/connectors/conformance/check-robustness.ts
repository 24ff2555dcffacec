import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { comparable, sumDays } from './day-sums.ts';
import { fingerprints, type Workbench } from './workbench.ts';

/** A vendor that sends too much, too little or rubbish spoils only what it spoils. */
export function checkRobustness(bench: () => Workbench): void {
  it('takes rows that come twice once', async () => {
    const { simulator, read } = bench();
    const once = await read();
    simulator.addFault({ kind: 'duplicate_page' });
    const twice = await read();
    expect(fingerprints(twice.raw)).toEqual(fingerprints(once.raw));
    expect(sum(twice.pages.map((page) => page.rowCount))).toBe(
      2 * sum(once.pages.map((page) => page.rowCount)),
    );
  });

  it.each([500, 1000])('notices answers cut off at %i rows and reads the rest', async (rowsMax) => {
    const { simulator, read } = bench();
    const whole = await read();
    simulator.addFault({ kind: 'capped', rowsMax });
    expect(fingerprints((await read()).raw)).toEqual(fingerprints(whole.raw));
  });

  it.each(['missing_id', 'bad_date', 'bad_amount'] as const)(
    'hands over a row with %s once, as not understood, and the rest as ever',
    async (variant) => {
      const { simulator, till, read } = bench();
      const calm = await read();
      simulator.addFault({ kind: 'bad_row', variant, call: 'sales' });
      const { orders, invalid, raw } = await read();
      expect(invalid.length).toBeGreaterThan(0);
      expect(new Set(fingerprints(invalid)).size).toBe(invalid.length);
      expect(raw.length - invalid.length).toBe(calm.raw.length);
      const truth = await simulator.truthOf(till);
      expect(comparable(sumDays(orders, till.timeZone))).toEqual(comparable(truth));
    },
  );

  describe('understanding an order', () => {
    checkTransform(bench);
  });

  it('lets no secret slip into logs, problems, errors or orders', async () => {
    const { simulator, verify, read, problemOf, journal, connector } = bench();
    for (const kind of ['bad_key', 'server_error', 'html_200', 'rate_limited'] as const) {
      simulator.addFault({ kind });
      await verify();
      await problemOf();
      simulator.clearFaults();
    }
    journal.push(JSON.stringify((await read()).pages));
    const secrets = connector.describe.credentialFields.filter((field) => field.isSecret);
    const values = simulator.locations.flatMap(({ fields }) =>
      secrets.map(({ name }) => fields[name] ?? ''),
    );
    expect(values.length).toBeGreaterThan(0);
    expect(journal.length).toBeGreaterThan(8);
    for (const value of values) {
      expect(value.length).toBeGreaterThan(10);
      expect(journal.filter((entry) => entry.includes(value))).toEqual([]);
    }
  });
}

function checkTransform(bench: () => Workbench): void {
  it('gives the same order every time and leaves what was told as it was', async () => {
    const { connector, till, read } = bench();
    const context = { ...till, settings: connector.settingsSchema.parse({}) };
    for (const order of (await read()).raw.slice(0, 300)) {
      const before = JSON.stringify(order);
      const first = connector.transform(order, context);
      // Stored as text and read again, as a replay does.
      const stored = JSON.parse(before) as typeof order;
      expect(connector.transform(stored, context)).toEqual(first);
      expect(JSON.stringify(order)).toBe(before);
    }
  });

  it('ignores fields it does not know', async () => {
    const { connector, till, read } = bench();
    const context = { ...till, settings: connector.settingsSchema.parse({}) };
    for (const order of (await read()).raw.slice(0, 300)) {
      const grown = withMoreFields(JSON.parse(order.payloadText) as Json);
      const payloadText = JSON.stringify(grown);
      expect(connector.transform({ ...order, payloadText }, context)).toEqual(
        connector.transform(order, context),
      );
    }
  });

  it.each([null, 0, '', 'text', true, [], {}, [[]], [null], { a: { b: [] } }] as Json[])(
    'refuses %j with a sentence instead of throwing',
    (payload) => {
      const { connector, till } = bench();
      const context = { ...till, settings: connector.settingsSchema.parse({}) };
      const payloadText = JSON.stringify(payload);
      const result = connector.transform({ key: 'k', occurredAtMs: 0, payloadText }, context);
      if (result.kind !== 'invalid') throw new Error(result.kind);
      expect(result.reason.en).not.toBe('');
      expect(result.reason.fr).not.toBe(result.reason.en);
    },
  );
}

function withMoreFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(withMoreFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withMoreFields(field)]);
  return { ...Object.fromEntries(fields), zzUnknown: { deep: [1, 'two', null] } };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
