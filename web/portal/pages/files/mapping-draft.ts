import type {
  ColumnMapping,
  ColumnRole,
  FileQuestion,
  SalesFileDetail,
} from '../../api/files.types.ts';

/** What a person says the columns mean, so far. Every column has a role: a left-out one is guessed. */
export interface MappingDraft {
  roles: Record<string, ColumnRole>;
  /** Told only where it was asked for: the next file may show what this one does not. */
  dateOrder?: string;
  decimal?: string;
  /** Whether what came in another form are the same sales. */
  beside?: string;
  /** Of which day all rows are, where no column tells. */
  day?: string;
  /** The sheet to read, where a person chose one. */
  sheet?: string;
}

/** What a draft begins with: a file, or a preview of another sheet of it. */
export type MappingBase = Pick<SalesFileDetail, 'layout' | 'mapping' | 'questions'>;

/** Roles that several columns may play. */
const shared: readonly ColumnRole[] = ['discount', 'tax', 'modifiers', 'kind', 'state', 'ignore'];
const ofDates: readonly ColumnRole[] = ['date', 'dateTime'];
const ofNumbers: readonly ColumnRole[] = ['quantity', 'gross', 'discount', 'net', 'tax', 'tip'];

/** Begins with what the file was read with, or with our best guess. */
export function draftOf({ layout, mapping }: Omit<MappingBase, 'questions'>): MappingDraft {
  const columns = layout?.columns ?? [];
  return {
    roles: Object.fromEntries(
      columns.map(({ normalised, role }) => [
        normalised,
        mapping?.columns[normalised] ?? role ?? 'ignore',
      ]),
    ),
    ...(mapping?.day === undefined || mapping.day === 'ask' ? {} : { day: mapping.day }),
    ...(mapping?.sheet === undefined ? {} : { sheet: mapping.sheet }),
    ...(mapping?.beside === undefined ? {} : { beside: mapping.beside }),
  };
}

/** A draft for another sheet: what its columns mean is to be found out anew. */
export const draftOfSheet = (sheet: string | undefined): MappingDraft => ({
  roles: {},
  ...(sheet === undefined ? {} : { sheet }),
});

/**
 * The draft with another role for a column. A role that only one column can play is taken from the
 * one that had it, and what was answered about the values of other columns is asked anew.
 */
export function withRole(draft: MappingDraft, column: string, role: ColumnRole): MappingDraft {
  const before = draft.roles[column] ?? 'ignore';
  const roles = Object.fromEntries(
    Object.entries(draft.roles).map(([name, played]) => {
      const isTaken = played === role && !shared.includes(role);
      return [name, name === column ? role : isTaken ? 'ignore' : played];
    }),
  );
  const touches = (kinds: readonly ColumnRole[]) => kinds.includes(before) || kinds.includes(role);
  return {
    roles,
    ...(draft.day === undefined ? {} : { day: draft.day }),
    ...(draft.beside === undefined ? {} : { beside: draft.beside }),
    ...(draft.sheet === undefined ? {} : { sheet: draft.sheet }),
    ...(draft.dateOrder !== undefined && !touches(ofDates) ? { dateOrder: draft.dateOrder } : {}),
    ...(draft.decimal !== undefined && !touches(ofNumbers) ? { decimal: draft.decimal } : {}),
  };
}

/** Whether no column tells when a row was sold. */
export const isWithoutDates = ({ roles }: MappingDraft): boolean =>
  !ofDates.some((role) => Object.values(roles).includes(role));

export function toMapping(draft: MappingDraft): ColumnMapping {
  const { roles, dateOrder, decimal, day, sheet, beside } = draft;
  return {
    columns: roles,
    ...(sheet === undefined ? {} : { sheet }),
    ...(day && isWithoutDates(draft) ? { day } : {}),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(beside === undefined ? {} : { beside }),
  };
}

/**
 * What is to be said about the columns: what hinders reading, and what was supposed when the file
 * came and still is.
 * @param blocking what the newest preview asks.
 */
export function openQuestions(of: {
  asked: readonly FileQuestion[];
  blocking: readonly FileQuestion[];
  draft: MappingDraft;
}): { missing: FileQuestion[]; supposed: FileQuestion[] } {
  const ofRoles = (questions: readonly FileQuestion[]) =>
    questions.filter(({ kind }) => kind === 'missing_role');
  const missing = ofRoles(of.blocking);
  const isPlayed = ({ role }: FileQuestion) =>
    Object.values(of.draft.roles).includes(role ?? 'ignore');
  const supposed = ofRoles(of.asked).filter(
    (question) =>
      !missing.some(({ role }) => role === question.role) &&
      !(question.isDayEnough && of.draft.day) &&
      // Not used is an answer about kinds of rows, and where nobody knows the column what we began with.
      (question.column === undefined
        ? !isPlayed(question)
        : question.role === 'kind' || of.draft.roles[question.column] !== 'ignore'),
  );
  return { missing, supposed };
}

/** Whether the question is about how values are written, not about which column holds them. */
export const isConvention = ({ kind }: FileQuestion): boolean => kind !== 'missing_role';

/** The part of a mapping that answers a question about how values are written. */
export function partOf({ kind }: FileQuestion): 'dateOrder' | 'decimal' | 'beside' {
  if (kind === 'told_otherwise') return 'beside';
  return kind === 'ambiguous_date' ? 'dateOrder' : 'decimal';
}

/**
 * Questions about how values are written, the newest of each kind: they stay once they were
 * answered, so that one can think again. The same list where nothing is new.
 */
export function keepAsked(known: FileQuestion[], newest: readonly FileQuestion[]): FileQuestion[] {
  const conventions = newest.filter(isConvention);
  const isKnown = (question: FileQuestion) =>
    known.some(
      ({ kind, examples }) =>
        kind === question.kind && String(examples) === String(question.examples),
    );
  if (conventions.every(isKnown)) return known;
  const others = known.filter(({ kind }) => conventions.every((each) => each.kind !== kind));
  return [...others, ...conventions];
}

/** What is asked again about a file that was read already is answered as it was read. */
export function withKnownAnswers(
  draft: MappingDraft,
  of: { conventions: readonly FileQuestion[]; mapping: ColumnMapping | null },
): MappingDraft {
  const known = of.conventions.flatMap((question) => {
    const part = partOf(question);
    const answer = draft[part] ?? of.mapping?.[part];
    const isPossible = question.readings?.some((reading) => reading.answer === answer);
    return isPossible ? [[part, answer]] : [];
  });
  return { ...draft, ...Object.fromEntries(known) };
}
