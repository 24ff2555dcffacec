import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { setRequestLanguage } from '../api/client.ts';
import { setPeopleWords } from '../api/problem.ts';
import { readStored, writeStored } from '../lib/stored.ts';
import type { MessageId } from './en.ts';

export type Language = 'en' | 'fr';

export const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);

const loaders: Record<Language, () => Promise<Record<MessageId, string>>> = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
};

const isLanguage = (text: string | null | undefined): text is Language =>
  text === 'en' || text === 'fr';

/** The remembered choice, else the browser's first language we speak. */
export function initialLanguage(): Language {
  const stored = readStored('language');
  if (isLanguage(stored)) return stored;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return spoken ?? 'en';
}

/** The reader's regional habits within a language: en-CA for a Canadian, fr for everyone else. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}

/** Loads a catalogue and makes it the page's language, the server's and the document's. */
export async function activateLanguage(language: Language): Promise<void> {
  const messages = await loaders[language]();
  setRequestLanguage(language);
  setPeopleWords({
    signedOut: messages['problem.signedOut'],
    owner: messages['notYours.owner'],
    manager: messages['notYours.manager'],
  });
  document.documentElement.lang = language;
  i18n.load(language, messages);
  i18n.activate(language);
}

export async function switchLanguage(language: Language): Promise<void> {
  writeStored('language', language);
  await activateLanguage(language);
}
