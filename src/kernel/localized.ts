/** The languages a person can read the product in. */
export type Language = 'en' | 'fr';

/** A text in every language. What the server says to a person always has this shape. */
export type Localized = Record<Language, string>;

/** Longer headers are not written by browsers; reading on would only cost time. */
const HEADER_CHARS_MAX = 1_000;

/**
 * Chooses the language a reader asked for first.
 * @param acceptLanguage an HTTP `Accept-Language` header (RFC 9110 §12.5.4), e.g. `fr-CA,en;q=0.8`.
 * @returns English when the header is absent, unreadable, or names no language of ours.
 */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  let best: Language = 'en';
  let bestWeight = 0;
  for (const range of (acceptLanguage ?? '').slice(0, HEADER_CHARS_MAX).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = languageOf(tag);
    const weight = weightOf(parameters);
    // Equal weights keep the order of the header, hence ">" and not ">=".
    if (language !== null && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

function languageOf(tag: string): Language | null {
  const primary = tag.split('-')[0];
  return primary === 'en' || primary === 'fr' ? primary : null;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality.slice(2)) : 0;
}
