import type { Page } from 'playwright-core';
import { en, type MessageId } from '../../web/portal/i18n/en.ts';
import { fr } from '../../web/portal/i18n/fr.ts';

/** Words that stand in hardly any English sentence and in no French one. */
const englishWords =
  /\b(the|and|of|is|are|was|were|with|from|has|have|not|this|that|you|your|until|since|been|will|to|bills?|days?|orders?|tills?|hours?|ago|now|every|last|next)\b/i;

/** Names of the trade that are the same in both languages, though they look English. */
const sharedNames = /^(Tillbridge|Cluster|English)$/;

const escapeText = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a message looks like on the page: its words, with anything where its values stand. */
function patternsOf(message: string): RegExp[] {
  const branches = /^\{\w+, plural,(.*)\}(.*)$/s.exec(message);
  const forms = branches
    ? [...(branches[1] ?? '').matchAll(/\{([^{}]*)\}/g)].map(
        ([, form]) => form + (branches[2] ?? ''),
      )
    : [message];
  return forms.map((form) => {
    const parts = form.split(/\{[^{}]*\}|#/);
    return new RegExp(`^${parts.map(escapeText).join('.*')}$`, 's');
  });
}

/** Messages that say something else in French, and are more than a value. */
const distinct = (Object.keys(en) as MessageId[])
  .filter((id) => en[id] !== fr[id] && /\p{L}{3}/u.test(en[id].replaceAll(/\{[^}]*\}/g, '')))
  .flatMap((id) => patternsOf(en[id]).map((pattern) => ({ id, pattern })));
const french = Object.values(fr).flatMap(patternsOf);

/**
 * English that a French reader would see or hear: texts and labels of the page.
 * @param ownWords what the venue's till and people call things, in whatever language.
 */
export async function findEnglish(page: Page, ownWords: ReadonlySet<string>): Promise<string[]> {
  const texts = await readTexts(page);
  return texts.filter((text) => {
    // A text that was taken for words in one language, and is in two.
    if (text.includes('[object ')) return true;
    if (ownWords.has(text) || sharedNames.test(text)) return false;
    if (french.some((pattern) => pattern.test(text) && pattern.source !== '^.*$')) return false;
    return distinct.some(({ pattern }) => pattern.test(text)) || englishWords.test(text);
  });
}

/** Every text that is shown, and every name that is only spoken, once. */
async function readTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const isSkipped = parent?.closest('script, style, pre, [data-till]') != null;
      if (!isSkipped) found.add(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'])
        found.add(element.getAttribute(name) ?? '');
    }
    return [...found].map((text) => text.trim()).filter((text) => text !== '');
  });
}
