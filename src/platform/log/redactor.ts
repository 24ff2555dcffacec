import { formsOf, SECRET_CHARS_MIN } from './secret-forms.ts';

/** Hides registered secrets in any text; see {@link createRedactor}. */
export interface Redactor {
  /** From now on the value is hidden in every form. Values under 4 characters are ignored. */
  register(secret: string): void;
  /** The text with every occurrence replaced; overlapping and adjacent ones become one mark. */
  redact(text: string): string;
  /** Whether the text holds a registered secret in any form. */
  holdsSecret(text: string): boolean;
}

const MARK = '[redacted]';

/** Half-open span of a text. */
interface Span {
  start: number;
  end: number;
}

/**
 * A redactor that remembers the most recently registered secrets.
 *
 * Cost: texts are scanned once, character by character, and forms are looked up by their first
 * four characters, so a line costs the same with ten secrets and with ten thousand.
 *
 * @param secretsMax the least recently registered secret is forgotten beyond this.
 */
export function createRedactor(secretsMax = 20_000): Redactor {
  /** Insertion order is the order of registration. */
  const registered = new Map<string, string[]>();
  const byPrefix = new Map<string, Set<string>>();

  const forget = (secret: string) => {
    for (const form of registered.get(secret) ?? []) {
      const prefix = form.slice(0, SECRET_CHARS_MIN);
      const forms = byPrefix.get(prefix);
      forms?.delete(form);
      if (forms?.size === 0) byPrefix.delete(prefix);
    }
    registered.delete(secret);
  };
  const remember = (secret: string) => {
    const forms = formsOf(secret);
    registered.set(secret, forms);
    for (const form of forms) {
      const prefix = form.slice(0, SECRET_CHARS_MIN);
      const others = byPrefix.get(prefix);
      if (others) others.add(form);
      else byPrefix.set(prefix, new Set([form]));
    }
  };
  return {
    register(secret) {
      if (secret.length < SECRET_CHARS_MIN) return;
      const forms = registered.get(secret);
      if (forms) {
        registered.delete(secret);
        registered.set(secret, forms);
        return;
      }
      remember(secret);
      const oldest = registered.keys().next();
      if (registered.size > secretsMax && !oldest.done) forget(oldest.value);
    },
    redact: (text) => cover(text, findSpans(text, byPrefix)),
    holdsSecret: (text) => findSpans(text, byPrefix).length > 0,
  };
}

/**
 * Every occurrence, merged where they touch or overlap: replacing one secret first would leave the
 * rest of another that overlaps it.
 */
function findSpans(text: string, byPrefix: ReadonlyMap<string, ReadonlySet<string>>): Span[] {
  const spans: Span[] = [];
  if (byPrefix.size === 0) return spans;
  for (let start = 0; start + SECRET_CHARS_MIN <= text.length; start++) {
    const forms = byPrefix.get(text.slice(start, start + SECRET_CHARS_MIN));
    if (forms === undefined) continue;
    let length = 0;
    for (const form of forms) {
      if (form.length > length && text.startsWith(form, start)) length = form.length;
    }
    if (length === 0) continue;
    const end = start + length;
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

function cover(text: string, spans: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of spans) {
    result += text.slice(position, start) + MARK;
    position = end;
  }
  return result + text.slice(position);
}

const shared = createRedactor();

/** The process's redactor: used by every log line and by the HTTP client's failures. */
export const processRedactor: Redactor = shared;

/** Hides a secret from now on in everything the process says. Call it wherever one is opened or made. */
export function registerSecret(secret: string): void {
  shared.register(secret);
}

/** A text without the process's registered secrets: for error messages that are stored or shown. */
export function redact(text: string): string {
  return shared.redact(text);
}
