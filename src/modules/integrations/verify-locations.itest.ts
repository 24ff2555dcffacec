import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterConnector } from '#connectors/cluster/index.ts';
import type { Connector, Verification } from '#connectors/contract.ts';
import { type LinkWorld, openLinkWorld, tills } from './testing.ts';
import { verifyLocations } from './verify-locations.ts';

let world: LinkWorld;

beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

const locations = tills.map(({ apiKey, serial }) => ({
  identity: serial,
  label: serial,
  secret: { apiKey },
}));

/** Cluster's connector with another way to verify. */
function verifyingBy(verify: Connector['verify']): Connector {
  return { ...(clusterConnector as Connector), verify };
}

function verify(connector: Connector, deadlineMs?: number) {
  return verifyLocations(world.deps, {
    ...{ connector, locations, settings: {}, timeZone: 'America/Toronto' },
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
}

const kindsOf = (verdicts: { verification: Verification }[]) =>
  verdicts.map(({ verification }) => (verification.ok ? 'ok' : verification.problem.kind));

describe('verifying several tills', () => {
  it('ends at the deadline, with a verdict for every one of them', async () => {
    const { id } = addFault({ kind: 'hang', serial: 'A-200' });
    const verdicts = await verify(clusterConnector as Connector, 1500);
    world.sandbox.control.clearFaults(id);
    expect(kindsOf(verdicts)).toEqual(['ok', 'timeout', 'ok', 'ok', 'ok']);
  });

  it('does not wait for a connector that ignores the end', async () => {
    const deaf = verifyingBy(() => new Promise(() => undefined));
    expect(kindsOf(await verify(deaf, 50))).toEqual(Array(5).fill('timeout'));
  });

  it('makes a problem of our own out of a connector that throws', async () => {
    const broken = verifyingBy(async ({ location }) => {
      if (location.identity !== 'A-100') return ok;
      throw new TypeError(`cannot read ${location.secret.apiKey}`);
    });
    const [first, ...others] = await verify(broken);
    expect(first?.verification).toMatchObject({
      ok: false,
      problem: { kind: 'bug', code: 'cluster.verify_failed' },
    });
    expect(JSON.stringify(first)).not.toContain('key-alpha');
    expect(kindsOf(others)).toEqual(Array(4).fill('ok'));
  });

  it('asks at most four at the same time', async () => {
    let running = 0;
    let runningMax = 0;
    const counting = verifyingBy(async ({ http }) => {
      running += 1;
      runningMax = Math.max(runningMax, running);
      await http.request({ method: 'POST', path: '/ping-pos' }).catch(() => undefined);
      running -= 1;
      return ok;
    });
    await verify(counting);
    expect(runningMax).toBe(4);
  });
});

const ok: Verification = { ok: true, newestSaleAtMs: null, note: { en: '', fr: '' } };

function addFault(spec: Parameters<LinkWorld['sandbox']['control']['addFault']>[0]) {
  const result = world.sandbox.control.addFault(spec);
  if (!('fault' in result)) throw new Error('not a standing fault');
  return result.fault;
}
