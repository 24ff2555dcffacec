/** Why an order cannot be understood, in sentences for the person who looks at the quarantine. */

import type { Localized } from '#kernel/localized.ts';

/** A value that cannot be read; `transform` turns it into an invalid result. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: Localized;

  constructor(reason: Localized) {
    super(reason.en);
    this.reason = reason;
  }
}

export const missingOrderId: Localized = {
  en: 'Cluster sent this order without an OrderId, so it cannot be told from others.',
  fr: 'Cluster a envoyé cette commande sans OrderId ; elle ne peut être distinguée des autres.',
};

export const noItemsNoTotal: Localized = {
  en: 'This order has neither items nor a total, so there is nothing to count.',
  fr: 'Cette commande n’a ni articles ni total ; il n’y a rien à compter.',
};

export const notARow: Localized = {
  en: 'Cluster sent something here that is not an order at all.',
  fr: 'Cluster a envoyé ici quelque chose qui n’est pas une commande.',
};

export const notUnderstood: Localized = {
  en: 'This order could not be understood. Tell Tillbridge support; the order is kept as it was sent.',
  fr: 'Cette commande n’a pas pu être comprise. Signalez-le au soutien de Tillbridge ; la commande est conservée telle quelle.',
};

export function unreadableTime(field: string, value: unknown): Localized {
  return {
    en: `${field} is ${quote(value, 'en')}, which is not a date and time.`,
    fr: `${field} est ${quote(value, 'fr')}, ce qui n’est pas une date avec heure.`,
  };
}

export function notANumber(field: string, value: unknown): Localized {
  return {
    en: `${field} is ${quote(value, 'en')}, which is not a number.`,
    fr: `${field} est ${quote(value, 'fr')}, ce qui n’est pas un nombre.`,
  };
}

export function tooManyDecimals(field: string, value: unknown): Localized {
  return {
    en: `${field} is ${quote(value, 'en')}, which has more decimals than can be kept exactly.`,
    fr: `${field} est ${quote(value, 'fr')}, avec plus de décimales qu’on ne peut en garder exactement.`,
  };
}

export function outOfRange(field: string, value: unknown): Localized {
  return {
    en: `${field} is ${quote(value, 'en')}, which is too large to be true.`,
    fr: `${field} est ${quote(value, 'fr')}, une valeur trop grande pour être vraie.`,
  };
}

export function notAText(field: string): Localized {
  return {
    en: `${field} should be a text and is a list or an object.`,
    fr: `${field} devrait être un texte et est une liste ou un objet.`,
  };
}

export function notAList(field: string): Localized {
  return {
    en: `${field} should be a list and cannot be read as one.`,
    fr: `${field} devrait être une liste et ne peut être lu comme telle.`,
  };
}

export function unknownWord(field: string, value: unknown, known: readonly string[]): Localized {
  const words = known.join(', ');
  return {
    en: `${field} is ${quote(value, 'en')}; known are ${words}.`,
    fr: `${field} est ${quote(value, 'fr')} ; les valeurs connues sont ${words}.`,
  };
}

export function tooMany(field: string, count: number, countMax: number): Localized {
  return {
    en: `${field} has ${count} entries; at most ${countMax} are taken.`,
    fr: `${field} contient ${count} entrées ; au plus ${countMax} sont acceptées.`,
  };
}

/** The value as a reader sees it: short, quoted, or the word for nothing. */
function quote(value: unknown, language: 'en' | 'fr'): string {
  if (value === undefined || value === null || value === '')
    return language === 'en' ? 'empty' : 'vide';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return language === 'en' ? `"${short}"` : `« ${short} »`;
}
