import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleOrder } from './arrows.ts';
import { readRepository, root } from './repository.ts';

/*
 * A table belongs to the module that fills it. Modules further right may read it; those to its left
 * are told through a hook, as SQL would turn the arrow round where no import shows it.
 */

interface Source {
  module: string;
  path: string;
  text: string;
}

const sources: Source[] = readRepository()
  .filter(
    ({ path }) => /^src\/modules\/.*\.ts$/.test(path) && !/(\.i?test|\/testing)\.ts$/.test(path),
  )
  .map(({ path }) => ({
    ...{ path, module: path.split('/')[2] as string },
    text: readFileSync(join(root, path), 'utf8'),
  }));

/** By table, the modules that fill it. */
function ownersOf(all: readonly Source[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { module, text } of all) {
    for (const [, table = ''] of text.matchAll(/\bINSERT INTO ([a-z_.]+)/g))
      owners.set(table, (owners.get(table) ?? new Set()).add(module));
  }
  return owners;
}

/** Statements on tables of modules further right. */
function againstTheArrows(all: readonly Source[]): string[] {
  const owners = ownersOf(all);
  return all.flatMap(({ module, path, text }) =>
    [...text.matchAll(/\b(?:FROM|JOIN|UPDATE) ([a-z_.]+)/g)].flatMap(([, table = '']) =>
      [...(owners.get(table) ?? [])]
        .filter((owner) => moduleOrder.indexOf(owner) > moduleOrder.indexOf(module))
        .map((owner) => `${path} reads ${table} of ${owner}`),
    ),
  );
}

describe('tables', () => {
  it('are each filled by one module', () => {
    const owners = ownersOf(sources);
    expect(owners.size).toBeGreaterThan(30);
    expect([...owners].filter(([, modules]) => modules.size > 1)).toEqual([]);
  });

  it('are read by their module and by those to its right', () => {
    const files = { module: 'files', path: 'f.ts', text: 'INSERT INTO sales_files (…)' };
    const overview = { module: 'overview', path: 'o.ts', text: 'SELECT … FROM sales_files' };
    expect(againstTheArrows([files, overview])).toEqual(['o.ts reads sales_files of files']);
    expect(againstTheArrows([files, { ...overview, module: 'push' }])).toEqual([]);
    expect(againstTheArrows(sources)).toEqual([]);
  });
});
