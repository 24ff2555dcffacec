import type { FastifyInstance } from 'fastify';

/**
 * Remembers every route as it is added, to tell "nothing there" (404) from "not with this method"
 * (405).
 * @returns the methods an address accepts, wildcard routes apart; empty when there is none.
 */
export function rememberPaths(app: FastifyInstance): (path: string) => string[] {
  const methodsByPattern = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const methods = methodsByPattern.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsByPattern.set(url, methods);
  });
  return (path) => {
    const parts = path.split('/');
    for (const [pattern, methods] of methodsByPattern) {
      if (matches(pattern.split('/'), parts)) return [...methods].sort();
    }
    return [];
  };
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length &&
    pattern.every((piece, index) => piece.startsWith(':') || piece === parts[index])
  );
}
