import type { ColumnMapping, ColumnRole } from '../contract.ts';
import type { Header } from './headers.ts';
import { isNumberRole, type Meaning, meaningOf, sharedRoles } from './roles.ts';

/** Our guess at what the columns are. */
export interface Recognised {
  columns: Record<string, ColumnRole>;
  /** Roles we only suppose. */
  unsure: ReadonlySet<ColumnRole>;
}

/** Whether a column holds shares of something, by its name or by its cells. */
export type IsPercent = (normalised: string) => boolean;

/**
 * What each column tells, by its name. Of several candidates for a role the surest plays it. What a
 * person confirmed is taken as said; then only roles nobody plays yet are guessed.
 */
export function recogniseColumns(
  headers: readonly Header[],
  confirmed: ColumnMapping | null,
  isPercent: IsPercent,
): Recognised {
  const columns: Record<string, ColumnRole> = {};
  const taken = new Set<ColumnRole>();
  for (const { normalised } of headers) {
    const role = confirmed === null ? null : told(confirmed.columns, normalised);
    if (role === null) continue;
    columns[normalised] = role;
    taken.add(role);
  }
  const unsure = new Set<ColumnRole>();
  for (const { normalised, meaning } of candidates(headers, columns)) {
    const { role, isSure } = meaning;
    // An answered layout is complete: what a person left out stays out, also where roles may repeat.
    if (taken.has(role) && (!sharedRoles.has(role) || confirmed !== null)) continue;
    if (isNumberRole(role) && isPercent(normalised)) continue;
    if (!isSure && confirmed !== null) continue;
    columns[normalised] = role;
    taken.add(role);
    if (!isSure) unsure.add(role);
  }
  return { columns, unsure };
}

/** Columns not told about, with a meaning; the surest first. */
function candidates(
  headers: readonly Header[],
  columns: Readonly<Record<string, ColumnRole>>,
): { normalised: string; meaning: Meaning }[] {
  return headers
    .flatMap(({ normalised }) => {
      const meaning = Object.hasOwn(columns, normalised) ? null : meaningOf(normalised);
      return meaning === null ? [] : [{ normalised, meaning }];
    })
    .sort((a, b) => weight(a.meaning) - weight(b.meaning));
}

function weight(meaning: Meaning): number {
  return meaning.rank + (meaning.isSure ? 0 : 1000);
}

function told(
  columns: Readonly<Record<string, ColumnRole>>,
  normalised: string,
): ColumnRole | null {
  return Object.hasOwn(columns, normalised) ? (columns[normalised] as ColumnRole) : null;
}
