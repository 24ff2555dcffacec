import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readSource, type SourceFacts } from './read-source.ts';

export const root = join(import.meta.dirname, '..', '..');

export interface SourceFile extends SourceFacts {
  /** From the root, with forward slashes. */
  path: string;
  lineCount: number;
}

const folders = ['bin', 'src', 'simulators', 'bench', 'test', 'web'];

/** Every source file of the repository, read once. */
export function readRepository(): SourceFile[] {
  return folders.flatMap((folder) => listFiles(join(root, folder))).map(readFile);
}

function readFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path: relative(root, path).split(sep).join('/'), lineCount, ...readSource(text) };
}

function listFiles(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
