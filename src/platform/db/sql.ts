/** A statement with its parameters apart, as `pg` takes it. */
export interface Sql {
  text: string;
  values: unknown[];
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
