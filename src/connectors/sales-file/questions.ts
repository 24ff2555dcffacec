import type { Localized } from '#kernel/localized.ts';
import type { ColumnMapping, ColumnRole, FileLayout, FileQuestion } from '../contract.ts';
import type { Columns } from './columns.ts';
import type { Convention } from './conventions.ts';
import { dateOrders, readDate } from './dates.ts';
import { toPlainDecimal } from './numbers.ts';
import type { Recognised } from './recognise.ts';
import { splitDateTime } from './times.ts';

/** What must be known before anything can be read. Each entry is satisfied by any of its roles. */
const REQUIRED: readonly {
  roles: readonly ColumnRole[];
  /** Once a person has answered, the file is read without it. */
  isOptionalOnceAsked?: true;
  /** Answered as well by the day of all rows. */
  isDayEnough?: true;
  message: Localized;
}[] = [
  {
    roles: ['date', 'dateTime'],
    isDayEnough: true,
    message: {
      en: 'Which column holds the date of the sale, or of which day are all rows?',
      fr: 'Quelle colonne contient la date de la vente, ou de quel jour sont toutes les lignes ?',
    },
  },
  {
    roles: ['name', 'code'],
    message: {
      en: 'Which column holds the name or the code of the item sold?',
      fr: 'Quelle colonne contient le nom ou le code de l’article vendu ?',
    },
  },
  {
    roles: ['quantity'],
    isOptionalOnceAsked: true,
    message: {
      en: 'Which column holds the quantity sold? Without one, each row counts as one.',
      fr: 'Quelle colonne contient la quantité vendue ? Sans cette colonne, chaque ligne compte pour un.',
    },
  },
  {
    roles: ['net', 'gross'],
    message: {
      en: 'Which column holds the net sales: after discounts, before taxes and tips?',
      fr: 'Quelle colonne contient les ventes nettes : après rabais, avant taxes et pourboires ?',
    },
  },
];

const decimalMarks = ['.', ','] as const;

const conventions: Readonly<Record<'ambiguous_date' | 'ambiguous_decimal', Localized>> = {
  ambiguous_date: {
    en: 'These dates can be read in more than one way. In which order do they stand: year, month and day?',
    fr: 'Ces dates peuvent se lire de plusieurs façons. Dans quel ordre sont l’année, le mois et le jour ?',
  },
  ambiguous_decimal: {
    en: 'These numbers can be read in two ways. Are their decimals after a comma or after a point?',
    fr: 'Ces nombres peuvent se lire de deux façons. Leurs décimales suivent-elles une virgule ou un point ?',
  },
};

/** Asks for what is missing, and for what we only suppose. */
export function askMissingRoles(
  recognised: Recognised,
  confirmed: ColumnMapping | null,
  {
    layout,
    hasDay,
    datesAbove,
  }: {
    layout: FileLayout;
    /** Whether a person said of which day all rows are. */
    hasDay: boolean;
    /** Dates in the titles above the columns. */
    datesAbove: readonly string[];
  },
): FileQuestion[] {
  const columns = Object.entries(recognised.columns);
  return REQUIRED.flatMap(({ roles, isOptionalOnceAsked, isDayEnough, message }) => {
    if (confirmed !== null && isOptionalOnceAsked) return [];
    if (isDayEnough && hasDay) return [];
    const playing = columns.filter(([, role]) => roles.includes(role));
    const isSupposed = ([, role]: (typeof playing)[number]) => recognised.unsure.has(role);
    // Net sales that are told count, whatever else is known.
    const isNetSupposed = playing.some((each) => each[1] === 'net' && isSupposed(each));
    if (!isNetSupposed && playing.some((each) => !isSupposed(each))) return [];
    const supposed = playing.find(isSupposed)?.[0];
    const question: FileQuestion = {
      kind: 'missing_role',
      role: roles[0] as ColumnRole,
      message,
      examples:
        layout.columns.find(({ normalised }) => normalised === supposed)?.samples.slice() ?? [],
      ...(isDayEnough ? { isDayEnough, examples: [...datesAbove] } : {}),
    };
    return [supposed === undefined ? question : { ...question, column: supposed }];
  });
}

/** @param thisYear decides the century of a year in two digits. */
export function askConvention(
  kind: 'ambiguous_date' | 'ambiguous_decimal',
  convention: Convention<string>,
  { columns, thisYear }: { columns: Columns; thisYear: number },
): FileQuestion[] {
  if (convention.kind === 'told') return [];
  const { examples } = convention;
  const question = { kind, message: conventions[kind], examples };
  if (kind === 'ambiguous_decimal') {
    return [{ ...question, readings: readingsOf(examples, decimalMarks, toPlainDecimal) }];
  }
  const index = (columns.of.get('dateTime') ?? columns.of.get('date'))?.[0];
  const column = index === undefined ? undefined : columns.headers[index]?.normalised;
  const readings = readingsOf(examples, dateOrders, (cell, order) =>
    readDate(splitDateTime(cell).date, order, thisYear),
  );
  return [{ ...question, ...(column === undefined ? {} : { column }), readings }];
}

/** What each answer makes of the examples; answers that can read none of them are no answers. */
function readingsOf<Answer extends string>(
  examples: readonly string[],
  answers: readonly Answer[],
  read: (cell: string, answer: Answer) => string | null,
): NonNullable<FileQuestion['readings']> {
  return answers
    .map((answer) => ({ answer, examples: examples.map((cell) => read(cell, answer)) }))
    .filter((reading) => reading.examples.some((value) => value !== null));
}
