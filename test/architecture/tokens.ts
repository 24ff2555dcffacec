import { SyntaxKind } from 'typescript/unstable/ast';
import { createScanner } from 'typescript/unstable/ast/scanner';

export interface Token {
  kind: SyntaxKind;
  /** As written; for a string literal `value` is what it says. */
  text: string;
  value: string;
}

/** A slash after one of these divides; anywhere else it begins a regular expression. */
const valueEnds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
  SyntaxKind.SuperKeyword,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
  // A closing JSX tag.
  SyntaxKind.LessThanToken,
]);

/**
 * The tokens of a source text by TypeScript's own scanner, so that what stands in comments, strings
 * and templates is not taken for code. (What a template computes between `${` and `}` is code.)
 */
export function tokensOf(source: string): Token[] {
  const scanner = createScanner(true);
  scanner.setText(source);
  const tokens: Token[] = [];
  /** Per template that is open, the braces open inside its `${`. */
  const templates: { braces: number }[] = [];
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFile; kind = scanner.scan()) {
    const isSlash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken;
    const before = tokens.at(-1);
    if (isSlash && (before === undefined || !valueEnds.has(before.kind))) {
      kind = scanner.reScanSlashToken();
    }
    const template = templates.at(-1);
    if (kind === SyntaxKind.TemplateHead) templates.push({ braces: 0 });
    else if (template && kind === SyntaxKind.OpenBraceToken) template.braces += 1;
    else if (template && kind === SyntaxKind.CloseBraceToken) {
      if (template.braces === 0) kind = scanner.reScanTemplateToken(false);
      else template.braces -= 1;
      if (kind === SyntaxKind.TemplateTail) templates.pop();
    }
    tokens.push({ kind, text: scanner.getTokenText(), value: scanner.getTokenValue() });
  }
  return tokens;
}
