import { type Place, packageOf, placeOf, resolveImport } from './places.ts';
import type { ImportFound } from './read-source.ts';

/** Modules from left to right: each may know those before it and none after. */
export const moduleOrder: readonly string[] = [
  'tenancy',
  'timeline',
  'notices',
  'integrations',
  'sales',
  'menu',
  'overview',
  'onboarding',
  'reconciliation',
  'sync',
  'webhooks',
  'files',
  'mail-in',
  'push',
];

/** Packages that only these places may use, with the reason. */
const packageRules: readonly { names: RegExp; isAllowed: (from: Place) => boolean; why: string }[] =
  [
    {
      names: /^(undici|node:https?)$/,
      isAllowed: ({ zone, part, path }) =>
        part === 'http-client' ||
        zone === 'simulators' ||
        zone === 'bench' ||
        path === 'src/main/demo/connect-demo.ts',
      why: 'vendors are called through platform/http-client, which limits, times and redacts',
    },
    {
      names: /^(?!node:crypto$|temporal-polyfill$|big\.js$)/,
      isAllowed: ({ zone }) => zone !== 'kernel',
      why: 'the kernel is pure: it knows time zones and exact numbers, nothing else',
    },
    {
      names: /^(?!node:crypto$|zod$|node:worker_threads$|fflate$|hucre(\/|$)|papaparse$)/,
      isAllowed: ({ zone }) => zone !== 'connectors',
      why: 'a connector gets everything it may use in its context',
    },
    {
      names: /^(fflate|hucre(\/.+)?|papaparse)$/,
      isAllowed: ({ path, isTest, zone }) =>
        isTest || zone === 'bench' || path.startsWith('src/connectors/sales-file/'),
      why: 'files from outside are taken apart in one place, which limits them',
    },
  ];

/** What each zone may know besides itself; the rest is decided below. */
const zonesBelow: Readonly<Record<Place['zone'], readonly Place['zone'][]>> = {
  kernel: [],
  platform: ['kernel'],
  connectors: ['kernel'],
  modules: ['kernel', 'platform'],
  main: ['kernel', 'platform', 'connectors', 'modules'],
  bin: ['main', 'platform'],
  simulators: [],
  bench: ['kernel', 'platform', 'connectors', 'modules', 'main', 'simulators', 'test'],
  web: [],
  test: [],
  root: [],
};

/** Why this import must not be; null when it may. */
export function judgeImport(fromPath: string, found: ImportFound): string | null {
  const from = placeOf(fromPath);
  const path = resolveImport(fromPath, found.specifier);
  if (path === null) return judgePackage(from, found);
  const to = placeOf(path);
  const isOwn = to.zone === from.zone && to.part === from.part;
  if (isOwn && to.zone !== 'root') return null;
  if (to.zone === 'modules' && !path.endsWith('/index.ts'))
    return 'another module is known by its index.ts alone, so that its inside can change';
  if (from.isTest) return null;
  if (to.isTest) return 'shipped code does not use test code';
  return judgeZones(from, to, found);
}

function judgePackage(from: Place, found: ImportFound): string | null {
  if (from.isTest || from.zone === 'web') return null;
  // Types reach nobody; only the kernel is to know none of them either.
  if (found.isTypeOnly && from.zone !== 'kernel') return null;
  const name = packageOf(found.specifier);
  const broken = packageRules.find((rule) => rule.names.test(name) && !rule.isAllowed(from));
  return broken?.why ?? null;
}

function judgeZones(from: Place, to: Place, found: ImportFound): string | null {
  if (from.zone === 'modules' && to.zone === 'modules') return judgeModules(from.part, to.part);
  if (from.zone === 'platform' && to.zone === 'platform') return null;
  if (from.zone === 'connectors' && to.zone === 'connectors') return judgeConnectors(from, to);
  if (to.zone === 'simulators') return judgeSimulatorUse(from);
  if (to.zone === 'bench') {
    return from.path === 'src/main/commands/bench.ts' && to.path === 'bench/index.ts'
      ? null
      : 'measurements are started by their command alone, through bench/index.ts';
  }
  if (to.path === 'src/connectors/contract.ts') {
    if (from.zone === 'modules') return null;
    // The HTTP client is what a connector's context holds: it implements that face of the contract.
    if (from.part === 'http-client' && found.isTypeOnly) return null;
  }
  if (from.zone === 'simulators') {
    return to.path === 'src/kernel/clock.ts'
      ? null
      : 'a simulator is the oracle: it shares nothing with the product but the clock';
  }
  if (from.zone === 'web') {
    return to.zone === 'modules' && found.isTypeOnly
      ? null
      : 'pages know the server by its API; at most they import types of a module’s face';
  }
  if (zonesBelow[from.zone].includes(to.zone)) return null;
  return `${from.zone} comes before ${to.zone}: arrows run main → modules → platform → kernel`;
}

function judgeModules(from: string, to: string): string | null {
  const [fromAt, toAt] = [moduleOrder.indexOf(from), moduleOrder.indexOf(to)];
  if (fromAt < 0 || toAt < 0) return `name ${fromAt < 0 ? from : to} in moduleOrder first`;
  if (toAt < fromAt) return null;
  return `${to} stands to the right of ${from}: ${moduleOrder.join(' ← ')}`;
}

function judgeConnectors(from: Place, to: Place): string | null {
  if (to.part === '' && to.path !== 'src/connectors/registry.ts') return null;
  const isRegistration =
    from.path === 'src/connectors/registry.ts' && to.path.endsWith('/index.ts');
  return isRegistration ? null : 'a connector knows one vendor: not the list, not another vendor';
}

function judgeSimulatorUse(from: Place): string | null {
  const isAllowed =
    from.zone === 'bench' ||
    from.path === 'src/main/commands/sandbox.ts' ||
    from.path.startsWith('src/main/demo/');
  return isAllowed ? null : 'simulators serve the sandbox, the demo, tests and measurements alone';
}
