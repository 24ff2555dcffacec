import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleOrder } from './arrows.ts';
import { readRepository, root } from './repository.ts';

const lineCountMax = 400;
const medianMax = 120;
const readmeLinesMax = 40;

const files = readRepository();

/** Paths of files that are too long to be read in one go. */
function tooLong(measured: readonly { path: string; lineCount: number }[]): string[] {
  return measured
    .filter(({ lineCount }) => lineCount > lineCountMax)
    .map(({ path, lineCount }) => `${path} has ${lineCount} lines`);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

describe('files', () => {
  it(`have ${lineCountMax} lines at most`, () => {
    expect(tooLong([{ path: 'a.ts', lineCount: lineCountMax }])).toEqual([]);
    expect(tooLong([{ path: 'a.ts', lineCount: lineCountMax + 1 }])).toHaveLength(1);
    expect(tooLong(files)).toEqual([]);
  });

  it(`of src have ${medianMax} lines or fewer in the middle`, () => {
    expect(medianOf([500, 1, 130])).toBe(130);
    const ofSrc = files.filter(({ path }) => path.startsWith('src/'));
    expect(medianOf(ofSrc.map(({ lineCount }) => lineCount))).toBeLessThanOrEqual(medianMax);
  });

  it('are named in kebab-case, with dots before what kind they are', () => {
    const isNamedWell = (path: string) => /(^|\/)[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(path);
    expect(isNamedWell('src/modules/sales/dayView.ts')).toBe(false);
    expect(files.map(({ path }) => path).filter((path) => !isNamedWell(path))).toEqual([]);
  });
});

describe.each(moduleOrder)('the module %s', (name) => {
  const folder = join(root, 'src/modules', name);

  it('has a face', () => {
    expect(existsSync(join(folder, 'index.ts'))).toBe(true);
  });

  it(`has a README of at most ${readmeLinesMax} lines`, () => {
    const text = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(readmeLinesMax);
  });
});
