import type { EpochMs } from './clock.ts';
import type { Language, Localized } from './localized.ts';

/**
 * An instant as people read it on the wall of a place: "Nov 22, 1:54 AM" and "22 nov., 01:54", as
 * the portal writes it, with the year where it is not that of `nowMs`.
 */
export function tellInstant(
  instantMs: EpochMs,
  { timeZone, nowMs }: { timeZone: string; nowMs: EpochMs },
): Localized {
  const tell = (language: Language): string => {
    const yearOf = (ms: EpochMs) => format(language, { timeZone, year: 'numeric' }).format(ms);
    const isThisYear = yearOf(instantMs) === yearOf(nowMs);
    const options: Intl.DateTimeFormatOptions = {
      ...{ timeZone, day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
      ...(isThisYear ? {} : { year: 'numeric' }),
    };
    const text = format(language, options).format(instantMs);
    return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
  };
  return { en: tell('en'), fr: tell('fr') };
}

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, options);
}
