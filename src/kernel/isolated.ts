/** Letters written from right to left, and the controls that turn the direction of a text. */
const turning =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200f\u202a-\u202e\u2066-\u2069]/u;
const isolates = /[\u2066-\u2069]/g;

/**
 * A name from a person or a till as part of a sentence: whatever direction it takes ends with it
 * (U+2068 … U+2069). Other texts come back unchanged. Isolates of its own are dropped: an unpaired
 * one would end ours.
 */
export function isolated(text: string): string {
  return turning.test(text) ? `\u2068${text.replaceAll(isolates, '')}\u2069` : text;
}
