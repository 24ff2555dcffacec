import { posix } from 'node:path';

/** The parts of the repository that the arrows run between. */
export type Zone =
  | 'kernel'
  | 'platform'
  | 'connectors'
  | 'modules'
  | 'main'
  | 'bin'
  | 'simulators'
  | 'bench'
  | 'web'
  | 'test'
  | 'root';

export interface Place {
  /** From the repository's root, with forward slashes. */
  path: string;
  zone: Zone;
  /** Which platform service, connector or module; '' for files directly in the zone's folder. */
  part: string;
  /** Not shipped: tests, what lies beside them (fixtures/, testing.ts), the conformance suite. */
  isTest: boolean;
}

const subpathFolders: Readonly<Record<string, string>> = {
  '#kernel/': 'src/kernel/',
  '#platform/': 'src/platform/',
  '#connectors/': 'src/connectors/',
  '#modules/': 'src/modules/',
  '#main/': 'src/main/',
  '#simulators/': 'simulators/',
  '#test/': 'test/',
};
const zonesWithParts: readonly string[] = ['platform', 'connectors', 'modules'];
const zonesAtRoot: readonly string[] = ['bin', 'simulators', 'bench', 'web', 'test'];

export function placeOf(path: string): Place {
  const [first = '', ...rest] = path.split('/');
  const isInSrc = first === 'src' && rest.length > 1;
  const zone = isInSrc ? rest[0] : zonesAtRoot.includes(first) ? first : 'root';
  const inZone = isInSrc ? rest.slice(1) : rest;
  const hasPart = zonesWithParts.includes(zone ?? '') && inZone.length > 1;
  const part = hasPart ? (inZone[0] ?? '') : '';
  const isTest =
    /\.(test|itest|e2e)\.tsx?$|\/fixtures\/|\/testing\.ts$/.test(path) ||
    zone === 'test' ||
    (zone === 'connectors' && part === 'conformance');
  return { path, zone: zone as Zone, part, isTest };
}

/** The file an import means, from the root; null for a package or a module of Node. */
export function resolveImport(from: string, specifier: string): string | null {
  for (const [prefix, folder] of Object.entries(subpathFolders)) {
    if (specifier.startsWith(prefix)) return folder + specifier.slice(prefix.length);
  }
  if (!specifier.startsWith('.')) return null;
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** `@scope/name/deep` and `name/deep` without what comes after the name. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
