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
const foldersBeside = ['docs', 'db'];

/** Every source file of the repository, read once. */
export function readRepository(): SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .filter((path) => /\.tsx?$/.test(path))
    .map(readFile);
}

/** Every file that somebody wrote, from the root, with forward slashes; homes and builds are none. */
export function listRepository(): string[] {
  const atRoot = entriesOf(root).filter((entry) => entry.isFile());
  const within = [...folders, ...foldersBeside].flatMap((name) => listFiles(join(root, name)));
  return [...atRoot.map((entry) => entry.name), ...within.map(fromRoot)];
}

function readFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path: fromRoot(path), lineCount, ...readSource(text) };
}

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join('/');
}

function listFiles(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
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
