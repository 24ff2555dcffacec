/** What a text for people begins with, its full stop included; the whole text where it has no second. */
export function firstSentence(text: string): string {
  return text.split(/(?<=[.!?])\s/, 1)[0] ?? text;
}
