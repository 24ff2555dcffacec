import type { Localized } from '#kernel/localized.ts';

/** What is wrong with one value of a request. */
export interface Issue {
  /** zod's code, e.g. `too_small`. */
  kind: string;
  /** Dotted, e.g. `lines.0.quantity`; empty for the whole. */
  path: string;
  isMissing: boolean;
  /** What the kind is about, e.g. `{origin: 'string', minimum: 1}`. */
  facts: Record<string, unknown>;
}

/** What is wrong and what would be right, for the person who entered it. */
export function describeIssue({ kind, isMissing, facts }: Issue): Localized {
  if (isMissing && kind !== 'custom') {
    return { en: 'This is required.', fr: 'Ce champ est obligatoire.' };
  }
  const describe = descriptions[kind] ?? other;
  return describe(facts);
}

type Describe = (facts: Record<string, unknown>) => Localized;

const other: Describe = () => ({
  en: 'This value is not valid.',
  fr: 'Cette valeur n’est pas valide.',
});

const descriptions: Readonly<Record<string, Describe>> = {
  invalid_type: ({ expected }) => {
    const type = types[String(expected)];
    if (type === undefined) return other({});
    return { en: `This must be ${type.en}.`, fr: `Il faut ${type.fr}.` };
  },
  too_small: ({ origin, minimum }) => {
    if (origin === 'string' && minimum === 1) {
      return { en: 'This must not be empty.', fr: 'Ce champ ne peut pas être vide.' };
    }
    const unit = unitOf(origin, minimum);
    return { en: `At least ${minimum}${unit.en}.`, fr: `Au moins ${minimum}${unit.fr}.` };
  },
  too_big: ({ origin, maximum }) => {
    const unit = unitOf(origin, maximum);
    return { en: `At most ${maximum}${unit.en}.`, fr: `Au plus ${maximum}${unit.fr}.` };
  },
  invalid_format: ({ format }) => formats[String(format)] ?? other({}),
  invalid_value: ({ values }) => {
    const list = Array.isArray(values) ? values.join(', ') : '';
    return { en: `One of: ${list}.`, fr: `L’une de ces valeurs : ${list}.` };
  },
  unrecognized_keys: ({ keys }) => {
    const list = Array.isArray(keys) ? keys.join(', ') : '';
    return { en: `There is no such field: ${list}.`, fr: `Ce champ n’existe pas : ${list}.` };
  },
  unknown_parameter: ({ known }) => {
    const list = Array.isArray(known) ? known.join(', ') : '';
    if (list === '') {
      return {
        en: 'There is no such parameter; this address takes none.',
        fr: 'Ce paramètre n’existe pas ; cette adresse n’en prend aucun.',
      };
    }
    return {
      en: `There is no such parameter. There are: ${list}.`,
      fr: `Ce paramètre n’existe pas. Il y a : ${list}.`,
    };
  },
  custom: ({ params }) => {
    const { text, kind } = (params ?? {}) as { text?: Localized; kind?: string };
    return text ?? formats[String(kind)] ?? other({});
  },
};

const types: Readonly<Record<string, Localized>> = {
  string: { en: 'a text', fr: 'un texte' },
  number: { en: 'a number', fr: 'un nombre' },
  int: { en: 'a whole number', fr: 'un nombre entier' },
  boolean: { en: 'true or false', fr: 'true ou false' },
  array: { en: 'a list', fr: 'une liste' },
  object: { en: 'an object', fr: 'un objet' },
  record: { en: 'an object', fr: 'un objet' },
  null: { en: 'null', fr: 'null' },
};

const formats: Readonly<Record<string, Localized>> = {
  email: {
    en: 'Enter an e-mail address, such as name@example.com.',
    fr: 'Entrez une adresse courriel, par exemple nom@exemple.com.',
  },
  uuid: { en: 'This is not an id.', fr: 'Ce n’est pas un identifiant.' },
  date: {
    en: 'Enter a date as YYYY-MM-DD, such as 2025-03-31.',
    fr: 'Entrez une date AAAA-MM-JJ, par exemple 2025-03-31.',
  },
  datetime: {
    en: 'Enter an instant such as 2025-03-31T14:05:00Z.',
    fr: 'Entrez un instant, par exemple 2025-03-31T14:05:00Z.',
  },
  hour: {
    en: 'Enter an hour with two digits, from 00 to 23, such as 18.',
    fr: 'Entrez une heure à deux chiffres, de 00 à 23, par exemple 18.',
  },
  time: {
    en: 'Enter a time as HH:MM, from 00:00 to 23:59, such as 05:00.',
    fr: 'Entrez une heure HH:MM, de 00:00 à 23:59, par exemple 05:00.',
  },
};

/** In French, none and one and a half are singular too; limits are whole, so below two it is. */
function unitOf(origin: unknown, count: unknown): Localized {
  const unit = units[String(origin)];
  if (unit === undefined) return { en: '', fr: '' };
  return {
    en: ` ${Number(count) === 1 ? unit.en[0] : unit.en[1]}`,
    fr: ` ${Number(count) < 2 ? unit.fr[0] : unit.fr[1]}`,
  };
}

const entries = { en: ['entry', 'entries'], fr: ['élément', 'éléments'] } as const;
const units: Readonly<
  Record<string, Record<keyof Localized, readonly [one: string, many: string]>>
> = {
  string: { en: ['character', 'characters'], fr: ['caractère', 'caractères'] },
  array: entries,
  set: entries,
};
