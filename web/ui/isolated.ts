/** Letters written from right to left, and the controls that turn the direction of a text. */
const turning =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200f\u202a-\u202e\u2066-\u2069]/u;
const isolates = /[\u2066-\u2069]/g;

/**
 * A text from elsewhere (a name, a label of a till) as part of a sentence: whatever direction it
 * takes ends with it. Other texts come back unchanged. Isolates of its own are dropped: an unpaired
 * one would end ours. Inside elements of its own a text needs no such help, see `tokens.css`.
 */
export const isolated = (text: string): string =>
  turning.test(text) ? `\u2068${text.replaceAll(isolates, '')}\u2069` : text;
