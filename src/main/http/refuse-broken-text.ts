import type { FastifyInstance } from 'fastify';
import type { Localized } from '#kernel/localized.ts';
import { InvalidValues } from './invalid-values.ts';
import type { Issue } from './issue-text.ts';

/** A text that cannot be kept as it was sent. */
export interface BrokenText {
  /** Dotted, e.g. `locations.0.apiKey`. */
  path: string;
  fault: 'nul' | 'surrogate';
}

/** More of the same teaches nobody anything. */
const FOUND_MAX = 20;
const PATH_CHARS_MAX = 500;
const NUL = '\0';

/**
 * Refuses every request with a text that the database cannot hold (NUL) or would hold as another
 * text than was sent (half of a surrogate pair): in the path, the query and the body, at any depth,
 * keys included. Whatever an endpoint does with its texts, they are whole; one whose body is many
 * things of which each is answered by itself judges them alone (`judgesTexts`).
 */
export function refuseBrokenText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body, routeOptions }) => {
    const judged = routeOptions.config.judgesTexts ? [params, query] : [params, query, body];
    const found = judged.flatMap(findBrokenText);
    if (found.length > 0) throw new InvalidValues('text', found.slice(0, FOUND_MAX).map(toIssue));
  });
}

/** Every broken text inside a value of JSON, up to a limit. Without recursion: depth is the caller's choice. */
export function findBrokenText(value: unknown): BrokenText[] {
  const found: BrokenText[] = [];
  const waiting: { value: unknown; path: string }[] = [{ value, path: '' }];
  for (let next = waiting.pop(); next && found.length < FOUND_MAX; next = waiting.pop()) {
    const { value: each, path } = next;
    if (typeof each === 'string') {
      const fault = faultOf(each);
      if (fault !== null) found.push({ path, fault });
    } else if (typeof each === 'object' && each !== null) {
      const members = Object.entries(each).map(([name, member]) => {
        const memberPath = `${path}${path === '' ? '' : '.'}${spell(name)}`;
        const fault = faultOf(name);
        if (fault !== null) found.push({ path: memberPath, fault });
        return { value: member as unknown, path: memberPath };
      });
      for (const member of members.reverse()) waiting.push(member);
    }
  }
  return found;
}

function faultOf(text: string): BrokenText['fault'] | null {
  if (text.includes(NUL)) return 'nul';
  return text.isWellFormed() ? null : 'surrogate';
}

/** A key as it can be shown: what is broken in it stands as its escape. */
function spell(name: string): string {
  if (faultOf(name) === null) return name;
  return [...name]
    .map((letter) => (faultOf(letter) === null ? letter : escapeOf(letter.charCodeAt(0))))
    .join('');
}

function escapeOf(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function toIssue({ path: whole, fault }: BrokenText): Issue {
  const path = whole.slice(0, PATH_CHARS_MAX);
  return { kind: 'custom', path, isMissing: false, facts: { params: { text: words[fault] } } };
}

const words: Readonly<Record<BrokenText['fault'], Localized>> = {
  nul: {
    en: 'This holds the character NUL (U+0000), which no text here may hold. Send it without.',
    fr: 'Ce texte contient le caractère NUL (U+0000), qu’aucun texte ne peut contenir ici. Envoyez-le sans.',
  },
  surrogate: {
    en: 'This holds half of a character (a lone surrogate, U+D800 to U+DFFF). Send whole characters.',
    fr: 'Ce texte contient la moitié d’un caractère (un demi-codet isolé, de U+D800 à U+DFFF). Envoyez des caractères entiers.',
  },
};
