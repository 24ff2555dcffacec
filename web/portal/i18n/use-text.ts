import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { createFormats, type Formats } from '../lib/format.ts';
import type { MessageId } from './en.ts';
import { type Language, localeOf } from './setup.ts';
import { type Translate, translatorOf } from './translator.ts';

export type { MessageId, Translate };

/** Words and figures in the reader's language: `t('nav.home')`, `format.money(1250, 'CAD')`. */
export function useText(): { t: Translate; format: Formats; language: Language } {
  const { i18n } = useLingui();
  const language = i18n.locale as Language;
  return useMemo(
    () => ({
      t: translatorOf(i18n),
      format: createFormats(localeOf(language)),
      language,
    }),
    [i18n, language],
  );
}
