import { z } from 'zod';
import type { Localized } from '#kernel/localized.ts';
import { isSalesDate } from '#kernel/sales-dates.ts';
import type { LocationCredentials } from '../contract.ts';

/** What follows pasting from an e-mail: spaces of all kinds and characters that show nothing. */
const INVISIBLE_ENDS = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g;

const notEmpty: Localized = {
  en: 'Enter the value from the e-mail Cluster sent you.',
  fr: 'Entrez la valeur du courriel que Cluster vous a envoyé.',
};
const tooLong: Localized = {
  en: 'This is longer than 200 characters; check that only the value itself was pasted.',
  fr: 'Plus de 200 caractères ; vérifiez que seule la valeur elle-même a été collée.',
};
const unprintable: Localized = {
  en: 'Only plain letters, digits and signs; check that nothing else was pasted along.',
  fr: 'Seulement des lettres simples, des chiffres et des signes ; vérifiez que rien d’autre n’a été collé.',
};
const repeatedSerial: Localized = {
  en: 'This serial is entered twice; each location has its own.',
  fr: 'Ce numéro de série est entré deux fois ; chaque emplacement a le sien.',
};
const notADate: Localized = {
  en: 'Enter a date as YYYY-MM-DD, from 1995 on.',
  fr: 'Entrez une date sous la forme AAAA-MM-JJ, à partir de 1995.',
};
const twoHistories: Localized = {
  en: 'Choose either a number of months or a first date, not both.',
  fr: 'Choisissez soit un nombre de mois, soit une première date, pas les deux.',
};

/** A refusal in both languages: zod's message is the English one, `params.message` has both. */
function says(message: Localized) {
  return { error: message.en, params: { message } };
}

function pasted(pattern: RegExp) {
  return z
    .string()
    .max(1000)
    .transform((text) => text.replace(INVISIBLE_ENDS, ''))
    .refine((text) => text.length > 0, { ...says(notEmpty), abort: true })
    .refine((text) => text.length <= 200, { ...says(tooLong), abort: true })
    .refine((text) => pattern.test(text), says(unprintable));
}

/** Both travel as HTTP headers, so printable ASCII; a key holds no space, a serial may. */
const apiKey = pasted(/^[\x21-\x7e]*$/);
const serial = pasted(/^[\x20-\x7e]*$/);

export const credentialsSchema = z.strictObject({
  locations: z
    .array(z.strictObject({ apiKey, serial }))
    .min(1)
    .max(50)
    .superRefine((locations, context) => {
      const seen = new Set<string>();
      for (const [index, location] of locations.entries()) {
        if (seen.has(location.serial)) {
          const path = [index, 'serial'];
          const params = { message: repeatedSerial };
          context.addIssue({ code: 'custom', path, message: repeatedSerial.en, params });
        }
        seen.add(location.serial);
      }
    }),
});

const historyFrom = z.string().refine((text) => isSalesDate(text), says(notADate));

/** How far back the first import goes: a number of months, or a date. Twelve months when neither. */
export const settingsSchema = z
  .strictObject({
    includeModifiers: z.boolean().default(false),
    historyMonths: z.union([z.literal(6), z.literal(12)]).optional(),
    historyFrom: historyFrom.optional(),
  })
  .refine(
    (settings) => settings.historyMonths === undefined || settings.historyFrom === undefined,
    { ...says(twoHistories), path: ['historyFrom'] },
  )
  .transform(
    ({ includeModifiers, historyMonths, historyFrom: from }): ClusterSettings =>
      from === undefined
        ? { includeModifiers, historyMonths: historyMonths ?? 12 }
        : { includeModifiers, historyFrom: from },
  );

export type ClusterSettings =
  | { includeModifiers: boolean; historyMonths: 6 | 12 }
  | { includeModifiers: boolean; historyFrom: string };

/** One location per serial. @throws ZodError when the credentials were not parsed before. */
export function toLocations(credentials: unknown): LocationCredentials[] {
  return credentialsSchema.parse(credentials).locations.map((location) => ({
    identity: location.serial,
    label: location.serial,
    secret: { apiKey: location.apiKey },
  }));
}
