/** A statement with its parameters apart, as `pg` takes it. */
export interface Sql {
  text: string;
  values: unknown[];
  /** Of a statement whose plan is kept; see `prepared`. */
  name?: string;
  /** Whether rows come in PostgreSQL's binary form; see `inBinary`. */
  binary?: boolean;
}

/**
 * Writes SQL with values in place: sql`SELECT … WHERE id = ${id}` becomes `… WHERE id = $1`.
 * Values never enter the text.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  let text = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) text += `$${i + 1}${strings[i + 1]}`;
  return { text, values };
}

/**
 * As `sql`, and each connection plans the statement once and keeps the plan. For statements asked
 * all day whose planning costs as much as their work. One name for one text.
 */
export function prepared(name: string): typeof sql {
  return (strings, ...values) => ({ ...sql(strings, ...values), name });
}

/**
 * The same statement with its rows in binary form: bytes come as they are, not as twice as many
 * digits. Only for texts and bytes; other types are not understood in this form.
 */
export function inBinary(statement: Sql): Sql {
  return { ...statement, binary: true };
}
