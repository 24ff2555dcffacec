import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '#main/commands/index.ts';
import { isKnownPath, pointersOf } from './documents.ts';
import { listRepository, root } from './repository.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const files = new Set(listRepository());
const documents = [...files].filter((path) => path.endsWith('.md'));
/** Pictures are made by the browser run. */
const isMade = (path: string) => path.startsWith('docs/pictures/');

describe.each(documents)('%s', (path) => {
  const { links, paths } = pointersOf(read(path));
  const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);

  it('links to what there is', () => {
    const targets = links.map((link) => posix.join(folder, link).replace(/\/$/, ''));
    const lost = targets.filter((target) => !isMade(target) && !existsSync(join(root, target)));
    expect(lost).toEqual([]);
  });

  it('names files that there are', () => {
    const known = { files, documentFolder: folder };
    expect(paths.filter((one) => !isKnownPath(one, known))).toEqual([]);
  });
});

describe('the README', () => {
  const readme = read('README.md');

  it('names every command', () => {
    const names = Object.keys(commands);
    expect(names.length).toBeGreaterThan(5);
    const lost = names.filter((name) => !readme.includes(`| \`${name}`));
    expect(lost).toEqual([]);
  });

  it('names every variable', () => {
    const variables = [...read('src/platform/config/config.ts').matchAll(/^ {2}([A-Z_]{4,}):/gm)];
    expect(variables.length).toBeGreaterThan(10);
    const lost = variables
      .map(([, name]) => name)
      .filter((name) => !readme.includes(`\`${name}\``));
    expect(lost).toEqual([]);
  });
});

describe('the decisions', () => {
  const names = documents
    .filter((path) => /^docs\/adr\/\d/.test(path))
    .map((path) => posix.basename(path))
    .sort();

  it('are numbered without gaps and listed', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
    expect(pointersOf(read('docs/adr/README.md')).links.sort()).toEqual(names);
  });
});

describe('the reader of documents', () => {
  it('sees links and paths, and no examples', () => {
    const text =
      '[a](docs/a.md#x) [b](https://b.example) `src/kernel/clock.ts` `x.y` `npm start`\n```sh\n`src/no.ts`\n```\n';
    expect(pointersOf(text)).toEqual({ links: ['docs/a.md'], paths: ['src/kernel/clock.ts'] });
  });

  it('knows a path from the places people write it from', () => {
    const known = {
      files: new Set(['src/modules/sync/lane.ts', 'docs/a.md']),
      documentFolder: 'docs',
    };
    for (const path of [
      'src/modules/sync/lane.ts',
      'sync/lane.ts',
      'lane.ts',
      'a.md',
      'src/modules/',
    ])
      expect(isKnownPath(path, known), path).toBe(true);
    for (const path of ['sales/lane.ts', 'road.ts', 'src/main/'])
      expect(isKnownPath(path, known), path).toBe(false);
  });
});
