import { describe, expect, it } from 'vitest';
import { judgeImport, moduleOrder } from './arrows.ts';
import { findCycle } from './cycles.ts';
import { placeOf, resolveImport } from './places.ts';
import { readSource } from './read-source.ts';
import { readRepository } from './repository.ts';
import { judgeWorldUse } from './world.ts';

const files = readRepository();

/** Why `source` at `path` must not be. */
function judge(path: string, source: string): string[] {
  const { imports, worldUses } = readSource(source);
  return [
    ...imports.map((found) => judgeImport(path, found)),
    ...worldUses.map((use) => judgeWorldUse(path, use)),
  ].filter((reason) => reason !== null);
}

describe('the repository', () => {
  it('is read: files, their imports, and every folder that has code', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(1000);
    expect(new Set(files.map((file) => placeOf(file.path).zone))).toContain('simulators');
  });

  it('imports along the arrows only', () => {
    const broken = files.flatMap(({ path, imports }) =>
      imports.flatMap((found) => {
        const reason = judgeImport(path, found);
        return reason ? [`${path} imports ${found.specifier}: ${reason}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('touches clock, environment, network and console where it is allowed only', () => {
    const broken = files.flatMap(({ path, worldUses }) =>
      worldUses.flatMap((use) => {
        const reason = judgeWorldUse(path, use);
        return reason ? [`${path} (${use}): ${reason}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('has no cycle between modules, services and connectors, types included', () => {
    const partOf = (path: string) => {
      const { zone, part } = placeOf(path);
      // Commands stand above all: they start measurements, which start programs of main.
      if (path.startsWith('src/main/commands/')) return 'main/commands';
      return part === '' ? zone : `${zone}/${part}`;
    };
    const edges = files
      .filter(({ path }) => !placeOf(path).isTest)
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ specifier, isTypeOnly }) => {
          const to = resolveImport(path, specifier);
          const isContract = to === 'src/connectors/contract.ts' && isTypeOnly;
          return to && !isContract ? [{ from: partOf(path), to: partOf(to) }] : [];
        }),
      )
      // The list of connectors is the connectors' own; what it points at does not point back.
      .filter(({ from, to }) => !(from === 'connectors' && to.startsWith('connectors/')));
    expect(findCycle(edges)).toBeNull();
  });
});

describe('the arrows', () => {
  it.each([
    ['src/kernel/money.ts', "import { x } from '#platform/db/sql.ts';"],
    ['src/kernel/money.ts', "import pg from 'pg';"],
    ['src/platform/db/sql.ts', "import type { Order } from '#connectors/contract.ts';"],
    ['src/platform/http-client/a.ts', "import { problemKinds } from '#connectors/contract.ts';"],
    ['src/platform/log/log.ts', "import { x } from '#modules/sales/index.ts';"],
    ['src/connectors/cluster/api.ts', "import { x } from '../poster/api.ts';"],
    ['src/connectors/cluster/api.ts', "import { x } from '../registry.ts';"],
    ['src/connectors/cluster/api.ts', "import { request } from 'undici';"],
    ['src/connectors/cluster/api.ts', "import { x } from '#platform/log/log.ts';"],
    ['src/modules/sales/day.ts', "export { x } from '#modules/sync/index.ts';"],
    ['src/modules/sales/day.ts', "import { x } from '#modules/tenancy/venue.ts';"],
    ['src/modules/sales/day.ts', "import { x } from '../tenancy/venue.ts';"],
    ['src/modules/sales/day.ts', "const x = await import('#main/compose.ts');"],
    ['src/modules/sales/day.ts', "type X = import('#connectors/registry.ts').X;"],
    ['src/modules/sales/day.ts', "import { x } from '#test/factories.ts';"],
    ['src/modules/unheard/day.ts', "import { x } from '#modules/tenancy/index.ts';"],
    ['src/main/compose.ts', "import { x } from '#simulators/ledger.ts';"],
    ['src/main/compose.ts', "import { x } from '#modules/sales/day.store.ts';"],
    ['src/main/http/a.test.ts', "import { x } from '#modules/sales/day.store.ts';"],
    ['src/main/compose.ts', "import { benches } from '../../bench/index.ts';"],
    ['simulators/truth.ts', "import { parseAmount } from '#kernel/money.ts';"],
    ['web/portal/main.tsx', "import { x } from '#modules/sales/index.ts';"],
    ['web/portal/main.tsx', "import type { x } from '#kernel/money.ts';"],
  ])('refuse in %s: %s', (path, source) => {
    expect(judge(path, source)).toHaveLength(1);
  });

  it.each([
    ['src/platform/http-client/a.ts', "import type { Json } from '#connectors/contract.ts';"],
    ['src/platform/config/config.ts', "import { x } from '#platform/vault/keyring.ts';"],
    ['src/connectors/registry.ts', "import { x } from './cluster/index.ts';"],
    ['src/connectors/cluster/api.ts', "import type { Json } from '../contract.ts';"],
    ['src/modules/sync/worker.ts', "import { x } from '#modules/sales/index.ts';"],
    ['src/modules/sales/http/a.ts', "import { x } from '../day.store.ts';"],
    ['src/modules/sales/day.itest.ts', "import { x } from '#simulators/ledger.ts';"],
    ['src/main/commands/sandbox.ts', "import { x } from '#simulators/ledger.ts';"],
    ['src/main/commands/bench.ts', "import { benches } from '../../../bench/index.ts';"],
    ['simulators/truth.ts', "import { systemClock } from '#kernel/clock.ts';"],
    ['web/portal/api/a.ts', "import type { DayView } from '#modules/sales/index.ts';"],
  ])('allow in %s: %s', (path, source) => {
    expect(readSource(source).imports).toHaveLength(1);
    expect(judge(path, source)).toEqual([]);
  });

  it('find a way round', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ];
    expect(findCycle(edges)).toEqual(['b', 'c', 'b']);
    expect(findCycle(edges.slice(0, 2))).toBeNull();
  });

  it('name each module that there is', () => {
    const parts = files.map(({ path }) => placeOf(path));
    const modules = new Set(parts.filter(({ zone }) => zone === 'modules').map(({ part }) => part));
    expect([...modules].sort()).toEqual([...moduleOrder].sort());
  });
});

describe('the world', () => {
  const inModule = 'src/modules/sales/day.ts';

  it.each([
    ['const nowMs = Date.now();'],
    ['const now = new Date();'],
    ['const now = new Date;'],
    ['const text = Date();'],
    ['const now = Temporal.Now.instant();'],
    ["const url = process.env.URL ?? '';"],
    ['await fetch(url);'],
    ['await globalThis.fetch(url);'],
    ["console.log('x');"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text under test.
    ['const text = `at ${Date.now()} {`;'],
  ])('is out of reach for a module: %s', (source) => {
    expect(judge(inModule, source)).toHaveLength(1);
  });

  it.each([
    ['const at = new Date(nowMs);'],
    ['const ms = Date.parse(text);'],
    ['for await (const page of connector.fetch(context, window)) use(page);'],
    ['interface Connector { fetch(window: Window): AsyncIterable<Page>; }'],
    ['const connector = { async *fetch(window: Window) { yield window; } };'],
    ["const text = 'process.env and Date.now()'; // console.log(new Date())"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text under test.
    ['const pattern = /new Date()`/; const text = `fetch(${pattern}) Date.now()`;'],
    ['const share = total / count; const half = share / 2;'],
    ["const place = 'a'; export { place };"],
  ])('is not seen where it is not touched: %s', (source) => {
    expect(judge(inModule, source)).toEqual([]);
  });

  it('is open to the places made for it', () => {
    expect(judge('src/kernel/clock.ts', 'Date.now()')).toEqual([]);
    expect(judge('src/platform/config/environment.ts', 'process.env')).toEqual([]);
    expect(judge('src/kernel/clock.test.ts', 'Date.now()')).toEqual([]);
    expect(judge('web/portal/api/client.ts', 'fetch(url)')).toEqual([]);
    expect(judge('web/portal/pages/day/bills.tsx', 'fetch(url)')).toHaveLength(1);
    expect(judge('simulators/truth.ts', 'new Date()')).toHaveLength(1);
  });
});

describe('default exports', () => {
  it('are seen, and there are none in src', () => {
    expect(readSource('export default function main() {}').hasDefaultExport).toBe(true);
    expect(readSource("export { default as x } from './x.ts';").hasDefaultExport).toBe(false);
    const found = files.filter((file) => file.hasDefaultExport && file.path.startsWith('src/'));
    expect(found.map((file) => file.path)).toEqual([]);
  });
});
