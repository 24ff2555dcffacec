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
}

/** Roles that several columns may play. */
const shared: readonly ColumnRole[] = ['tax', 'modifiers', 'ignore'];
const ofDates: readonly ColumnRole[] = ['date', 'dateTime'];
const ofNumbers: readonly ColumnRole[] = ['quantity', 'gross', 'discount', 'net', 'tax', 'tip'];

/** Begins with what the file was read with, or with our best guess. */
export function draftOf({ layout, mapping }: SalesFileDetail): MappingDraft {
  const columns = layout?.columns ?? [];
  return {
    roles: Object.fromEntries(
      columns.map(({ normalised, role }) => [
        normalised,
        mapping?.columns[normalised] ?? role ?? 'ignore',
      ]),
    ),
  };
}

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
    ...(draft.dateOrder !== undefined && !touches(ofDates) ? { dateOrder: draft.dateOrder } : {}),
    ...(draft.decimal !== undefined && !touches(ofNumbers) ? { decimal: draft.decimal } : {}),
  };
}

export function toMapping({ roles, dateOrder, decimal }: MappingDraft): ColumnMapping {
  return {
    columns: roles,
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(decimal === undefined ? {} : { decimal }),
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
      (question.column === undefined
        ? !isPlayed(question)
        : of.draft.roles[question.column] !== 'ignore'),
  );
  return { missing, supposed };
}
