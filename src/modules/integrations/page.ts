import { isId } from '#kernel/ids.ts';
import { cursorInvalid, fromCursor, toCursor } from '#modules/tenancy/index.ts';

/** One row more than asked for tells whether there is another page. */
export function readPage(query: { cursor?: string | undefined; limit: number }): {
  before: string | null;
  countMax: number;
} {
  const [before = null] = fromCursor(query.cursor, 1) ?? [];
  if (before !== null && !isId(before)) throw cursorInvalid();
  return { before, countMax: query.limit + 1 };
}

/** The rows asked for, and the cursor of the next page when there is one more. */
export function cutPage<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > items.length && last !== undefined;
  return { items, nextCursor: hasMore ? toCursor([idOf(last)]) : null };
}
