import type { z } from 'zod';
import type { Localized } from '#kernel/localized.ts';

/**
 * What is wrong with one entered value, for the person who entered it. Connectors bring their own
 * words in `params.message`; these are for what a schema finds by itself. Never quotes the value.
 */
export function issueWords(issue: z.core.$ZodIssue): Localized {
  switch (issue.code) {
    case 'custom': {
      const { message } = (issue.params ?? {}) as { message?: Localized };
      return message ?? notValid;
    }
    case 'invalid_type':
      return issue.input === undefined ? missing : ofAnotherType;
    case 'invalid_value': {
      const list = issue.values.map(String).join(', ');
      return { en: `One of: ${list}.`, fr: `L’une de ces valeurs : ${list}.` };
    }
    case 'invalid_union':
      return oneOf(issue.errors.flat()) ?? notValid;
    case 'unrecognized_keys': {
      const list = issue.keys.join(', ').slice(0, 100);
      return { en: `There is no such field: ${list}.`, fr: `Ce champ n’existe pas : ${list}.` };
    }
    case 'too_small':
      return { en: `At least ${issue.minimum}.`, fr: `Au moins ${issue.minimum}.` };
    case 'too_big':
      return { en: `At most ${issue.maximum}.`, fr: `Au plus ${issue.maximum}.` };
    default:
      return notValid;
  }
}

/** A choice among literals, as one sentence. */
function oneOf(issues: readonly z.core.$ZodIssue[]): Localized | null {
  const values = issues.map((issue) => (issue.code === 'invalid_value' ? issue.values : null));
  if (values.length === 0 || values.includes(null)) return null;
  const list = values.flat().map(String).join(', ');
  return { en: `One of: ${list}.`, fr: `L’une de ces valeurs : ${list}.` };
}

const missing: Localized = { en: 'This is required.', fr: 'Ce champ est obligatoire.' };
const ofAnotherType: Localized = {
  en: 'This is not the kind of value expected here.',
  fr: 'Ce n’est pas le type de valeur attendu ici.',
};
const notValid: Localized = {
  en: 'This value is not valid.',
  fr: 'Cette valeur n’est pas valide.',
};
