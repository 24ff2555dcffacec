import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleOrder } from './arrows.ts';
import { root } from './repository.ts';

interface Override {
  includes: string[];
  linter: {
    rules: { style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } };
  };
}

const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as {
  overrides: Override[];
};

/** What the linter refuses in files of this folder, as groups of import patterns. */
function refusedIn(folder: string): string[] {
  return overrides
    .filter(({ includes }) => includes.includes(`${folder}/**`))
    .flatMap(({ linter }) => linter.rules.style?.noRestrictedImports?.options.patterns ?? [])
    .flatMap(({ group }) => group);
}

describe('the linter', () => {
  it.each(moduleOrder)('keeps %s from the modules to its right', (name) => {
    const toTheRight = moduleOrder.slice(moduleOrder.indexOf(name) + 1);
    const modules = refusedIn(`src/modules/${name}`).filter((group) => /^#modules\/\w/.test(group));
    expect(modules).toEqual(toTheRight.map((right) => `#modules/${right}/**`));
  });

  it.each([
    ['src/kernel', '#platform/**'],
    ['src/platform', '#modules/**'],
    ['src/modules/sales', '!#modules/*/index.ts'],
    ['simulators', '!#kernel/clock.ts'],
  ])('has a rule for %s about %s', (folder, pattern) => {
    expect(refusedIn(folder)).toContain(pattern);
  });

  it('says why, in a sentence', () => {
    const messages = JSON.stringify(overrides).match(/"message":"[^"]+"/g) ?? [];
    expect(messages.length).toBeGreaterThan(20);
    for (const message of messages) expect(message).toMatch(/ .*\."$/);
  });
});
