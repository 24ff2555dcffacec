import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { I18nProvider } from '@lingui/react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The text a reader of the language sees of some elements, without tags or narrow spaces. */
export function renderedText(elements: ReactNode, language: 'en' | 'fr' = 'en'): string {
  return renderedMarkup(elements, language)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
}

export function renderedMarkup(elements: ReactNode, language: 'en' | 'fr' = 'en'): string {
  const i18n = setupI18n();
  i18n.setMessagesCompiler(compileMessage);
  i18n.load({ en, fr });
  i18n.activate(language);
  return renderToStaticMarkup(<I18nProvider i18n={i18n}>{elements}</I18nProvider>);
}
