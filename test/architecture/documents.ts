/** What a document points at: targets of links, and paths in code marks. */
export interface Pointers {
  links: string[];
  paths: string[];
}

/** Reads a Markdown text; examples in fenced blocks point at nothing. */
export function pointersOf(markdown: string): Pointers {
  const text = markdown.replace(/^\s*```[\s\S]*?^\s*```/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
  const paths = [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => /^[\w@.-]+(\/[\w@.-]+)*\/?$/.test(code))
    .filter((code) => /[\w-]\.(ts|mjs|md|sql)$/.test(code) || isInFolder(code));
  return { links, paths };
}

function isInFolder(code: string): boolean {
  return /^(bin|src|simulators|bench|test|web|docs|db)\//.test(code);
}

/**
 * Whether a path in code marks names a file or folder: from the root, from src or its modules, from
 * the document's own folder, or, without a folder, any file of that name.
 */
export function isKnownPath(
  path: string,
  known: { files: ReadonlySet<string>; documentFolder: string },
): boolean {
  const wanted = path.replace(/^\.\//, '').replace(/\/$/, '');
  const starts = ['', 'src/', 'src/modules/', known.documentFolder && `${known.documentFolder}/`];
  const isThere = starts.some((start) => {
    const full = start + wanted;
    return known.files.has(full) || [...known.files].some((file) => file.startsWith(`${full}/`));
  });
  if (isThere || wanted.includes('/')) return isThere;
  return [...known.files].some((file) => file.endsWith(`/${wanted}`));
}
