/** A statement with its parameters apart, as `pg` takes it. */
export interface Sql {
  text: string;
  values: unknown[];
  /** Of a statement whose plan is kept; see `prepared`. */
  name?: string;
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
