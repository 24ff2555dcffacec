import type { Localized } from '#kernel/localized.ts';

const formats = {
  en: new Intl.DateTimeFormat('en-CA', { dateStyle: 'long', timeZone: 'UTC' }),
  fr: new Intl.DateTimeFormat('fr-CA', { dateStyle: 'long', timeZone: 'UTC' }),
};
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** `March 3, 2025` and `3 mars 2025`; what is no date stays as it is. */
export function tellDate(date: string): Localized {
  const day = new Date(`${date}T00:00:00Z`);
  if (!isoDate.test(date) || Number.isNaN(day.getTime())) return { en: date, fr: date };
  return { en: formats.en.format(day), fr: formats.fr.format(day).replace(/^1 /, '1er ') };
}
