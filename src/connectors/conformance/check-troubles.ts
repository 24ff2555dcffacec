import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '#simulators/faults.ts';
import type { Problem, ProblemKind } from '../contract.ts';
import type { ConformanceLocation } from './adapter.ts';
import type { Workbench } from './workbench.ts';

interface Trouble {
  fault: FaultSpec;
  kind: ProblemKind;
}

const SHORT_TIMEOUT_MS = 400;

const TROUBLES: readonly Trouble[] = [
  { fault: { kind: 'bad_key' }, kind: 'auth' },
  { fault: { kind: 'unknown_serial' }, kind: 'config' },
  { fault: { kind: 'not_activated' }, kind: 'not_activated' },
  { fault: { kind: 'venue_offline' }, kind: 'venue_offline' },
  { fault: { kind: 'server_error' }, kind: 'unavailable' },
  { fault: { kind: 'hang' }, kind: 'timeout' },
  { fault: { kind: 'half_open' }, kind: 'timeout' },
  { fault: { kind: 'html_200' }, kind: 'contract_changed' },
  { fault: { kind: 'truncated_json' }, kind: 'contract_changed' },
  { fault: { kind: 'rate_limited', retryAfterSeconds: 90 }, kind: 'rate_limited' },
];

/** Every trouble a vendor can have ends in its own kind and a sentence that helps. */
export function checkTroubles(bench: () => Workbench): void {
  describe.each(TROUBLES)('when the vendor has $fault.kind', ({ fault, kind }) => {
    const slow = kind === 'timeout' ? { timeoutMs: SHORT_TIMEOUT_MS } : {};

    it(`verifying answers ${kind}`, async () => {
      const { simulator, verify, till, adapter } = bench();
      if (adapter.impossibleFaults[fault.kind] !== undefined) return;
      simulator.addFault(fault);
      const result = await verify(till, slow);
      if (result.ok) throw new Error('verified');
      expectHelpful(result.problem, kind);
    });

    it(`verifying answers ${kind} when the ping is fine and the sales are not`, async () => {
      const { simulator, verify, till, adapter } = bench();
      if (adapter.impossibleFaults[fault.kind] !== undefined) return;
      simulator.addFault({ ...fault, call: 'sales' });
      const result = await verify(till, slow);
      expect(result).toMatchObject({ ok: false, problem: { kind } });
    });

    it(`reading fails with ${kind}`, async () => {
      const { simulator, problemOf, adapter } = bench();
      if (adapter.impossibleFaults[fault.kind] !== undefined) return;
      simulator.addFault(fault);
      expectHelpful(await problemOf(slow), kind);
    });
  });

  it('tells the troubles apart: no two have the same sentence', async () => {
    const { simulator, problemOf, adapter } = bench();
    const sentences: string[] = [];
    const possible = TROUBLES.filter(
      ({ fault }) => adapter.impossibleFaults[fault.kind] === undefined,
    );
    for (const { fault, kind } of possible.filter(({ fault }) => fault.kind !== 'half_open')) {
      simulator.addFault(fault);
      sentences.push(
        (await problemOf(kind === 'timeout' ? { timeoutMs: SHORT_TIMEOUT_MS } : {})).message.en,
      );
      simulator.clearFaults();
    }
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('says when to ask again after a rate limit', async () => {
    const { simulator, problemOf } = bench();
    simulator.addFault({ kind: 'rate_limited', retryAfterSeconds: 90 });
    const { retryAtMs } = await problemOf();
    expect(retryAtMs).toBe(simulator.clock.now() + 90_000);
  });

  it('gets over a failure that passes', async () => {
    const { simulator, read } = bench();
    const calm = await read();
    simulator.addFault({ kind: 'server_error', call: 'sales', times: 1 });
    expect((await read()).raw).toEqual(calm.raw);
  });

  it('gives up within a second of being told to', async () => {
    const { simulator, problemOf } = bench();
    simulator.addFault({ kind: 'hang' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const startedAt = performance.now();
    await problemOf({ signal: stop.signal });
    expect(performance.now() - startedAt).toBeLessThan(1050);
  });

  checkRealRefusals(bench);
}

/** Wrong credentials as such, not as a fault: they never see a sale. */
function checkRealRefusals(bench: () => Workbench): void {
  it('refuses a wrong key and a serial of another account', async () => {
    const { verify, till, simulator, connector } = bench();
    const secrets = connector.describe.credentialFields.filter((field) => field.isSecret);
    const wrong = Object.fromEntries(secrets.map(({ name }) => [name, 'no-such-key']));
    expect(await verify(till, { fields: wrong })).toMatchObject({
      ok: false,
      problem: { kind: 'auth' },
    });
    const other = simulator.locations.at(-1) as ConformanceLocation;
    const stolen = Object.fromEntries(secrets.map(({ name }) => [name, other.fields[name] ?? '']));
    const result = await verify(till, { fields: stolen });
    expect(result).toMatchObject({ ok: false, problem: { kind: 'config' } });
  });

  it('verifies a till that works, and tells its newest sale', async () => {
    const { verify, simulator } = bench();
    for (const location of simulator.locations) {
      const result = await verify(location);
      if (!result.ok) throw new Error(result.problem.message.en);
      const nowMs = simulator.clock.now();
      expect(result.newestSaleAtMs).toBeLessThanOrEqual(nowMs);
      expect(result.newestSaleAtMs).toBeGreaterThan(nowMs - 24 * 3_600_000);
      expect(result.note.fr).not.toBe(result.note.en);
    }
  });

  it('verifies a till without sales, and says so', async () => {
    const { verify, simulator } = bench();
    simulator.addFault({ kind: 'empty_answer' });
    const result = await verify();
    expect(result).toMatchObject({ ok: true, newestSaleAtMs: null });
    expect(result.ok && result.note.en.length).toBeGreaterThan(20);
  });
}

function expectHelpful(problem: Problem, kind: ProblemKind): void {
  expect(problem.kind).toBe(kind);
  expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z_]+$/);
  for (const text of [problem.message.en, problem.message.fr]) {
    expect(text.split(/(?<=[.;])\s+/).length).toBeGreaterThanOrEqual(2);
  }
  expect(problem.message.fr).not.toBe(problem.message.en);
}
