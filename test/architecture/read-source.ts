import { SyntaxKind } from 'typescript/unstable/ast';
import { type Token, tokensOf } from './tokens.ts';

export interface ImportFound {
  specifier: string;
  isTypeOnly: boolean;
}

/** What a file takes from outside the language that only some places may. */
export type WorldUse = 'clock' | 'environment' | 'network' | 'console';

export interface SourceFacts {
  imports: ImportFound[];
  worldUses: WorldUse[];
  hasDefaultExport: boolean;
}

/** What the rules want to know of one source text. */
export function readSource(source: string): SourceFacts {
  const tokens = tokensOf(source);
  const facts: SourceFacts = { imports: [], worldUses: [], hasDefaultExport: false };
  for (const [index, { kind }] of tokens.entries()) {
    const found =
      kind === SyntaxKind.ImportKeyword || kind === SyntaxKind.ExportKeyword
        ? findImport(tokens, index)
        : null;
    if (found) facts.imports.push(found);
    if (kind === SyntaxKind.ExportKeyword && isAt(tokens, index, ['export', 'default']))
      facts.hasDefaultExport = true;
    const use = findWorldUse(tokens, index);
    if (use) facts.worldUses.push(use);
  }
  return facts;
}

/** `import … from 'x'`, `import 'x'`, `import('x')`, `export … from 'x'`. */
function findImport(tokens: readonly Token[], at: number): ImportFound | null {
  const [first, second, third] = tokens.slice(at + 1);
  if (tokens[at - 1]?.kind === SyntaxKind.DotToken || !first) return null;
  const isImport = tokens[at]?.kind === SyntaxKind.ImportKeyword;
  if (isImport && first.kind === SyntaxKind.StringLiteral)
    return { specifier: first.value, isTypeOnly: false };
  if (isImport && first.kind === SyntaxKind.OpenParenToken) {
    const isLiteral = second !== undefined && isText(second);
    return isLiteral ? { specifier: second.value, isTypeOnly: false } : null;
  }
  const isTypeOnly = first.kind === SyntaxKind.TypeKeyword && second?.text !== 'from';
  const head = isTypeOnly ? second : first;
  const isList = head?.text === '{' || head?.text === '*';
  if (!isList && !(isImport && head?.kind === SyntaxKind.Identifier)) return null;
  if (isTypeOnly && !isImport && third === undefined) return null;
  return findFrom(tokens, at, isTypeOnly);
}

function findFrom(tokens: readonly Token[], at: number, isTypeOnly: boolean): ImportFound | null {
  for (let index = at + 1; index < tokens.length - 1; index++) {
    const [token, next] = [tokens[index], tokens[index + 1]];
    if (token?.text === ';') return null;
    if (token?.kind === SyntaxKind.FromKeyword && next?.kind === SyntaxKind.StringLiteral)
      return { specifier: next.value, isTypeOnly };
  }
  return null;
}

function isText({ kind }: Token): boolean {
  return kind === SyntaxKind.StringLiteral || kind === SyntaxKind.NoSubstitutionTemplateLiteral;
}

function findWorldUse(tokens: readonly Token[], at: number): WorldUse | null {
  const before = tokens[at - 1]?.text;
  const isMember = (before === '.' || before === '?.') && tokens[at - 2]?.text !== 'globalThis';
  if (isMember) return null;
  if (isAt(tokens, at, ['Date', '.', 'now']) || isAt(tokens, at, ['Temporal', '.', 'Now']))
    return 'clock';
  if (before === 'new' && (isAt(tokens, at, ['Date', '(', ')']) || isAt(tokens, at, ['Date', ';'])))
    return 'clock';
  if (before !== 'new' && isAt(tokens, at, ['Date', '('])) return 'clock';
  if (isAt(tokens, at, ['process', '.', 'env'])) return 'environment';
  if (isAt(tokens, at, ['console', '.'])) return 'console';
  return isAt(tokens, at, ['fetch', '(']) && !isDefinition(tokens, at + 1) ? 'network' : null;
}

/** A method named so: its parameters are followed by a type or a body, those of a call are not. */
function isDefinition(tokens: readonly Token[], openParen: number): boolean {
  let depth = 0;
  for (let index = openParen; index < tokens.length; index++) {
    if (tokens[index]?.text === '(') depth += 1;
    if (tokens[index]?.text === ')') depth -= 1;
    if (depth === 0) return [':', '{'].includes(tokens[index + 1]?.text ?? '');
  }
  return false;
}

function isAt(tokens: readonly Token[], at: number, texts: readonly string[]): boolean {
  return texts.every((text, offset) => tokens[at + offset]?.text === text);
}
