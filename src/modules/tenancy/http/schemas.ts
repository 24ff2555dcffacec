import { z } from 'zod';
import { isDate } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';

/** The pieces that every module's request and reply schemas are made of. */

export const idSchema = z.uuid();
export const instantSchema = z.iso.datetime().describe('ISO 8601 in UTC');
export const dateSchema = z
  .string()
  .refine((text) => isDate(text), { params: { kind: 'date' } })
  .meta({ format: 'date', example: '2025-03-31' });
export const minorSchema = z.int().describe('Money in minor units of the currency');

/** `?cursor=&limit=` of every list. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `{items, nextCursor}` of every list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .describe('Send as `cursor` for the next page; null at the end'),
  });
}

/** RFC 9457. Members beyond these depend on `code`. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do, in the language asked for'),
    code: z.string().describe('Stable; branch on this'),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** An opaque cursor over the sort key of a page's last item. */
export function toCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The sort key inside a cursor; null for the first page.
 * @throws Refusal 422 `cursor_invalid` for anything `toCursor` did not make with as many parts.
 */
export function fromCursor(cursor: string | undefined, partCount: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isKey = Array.isArray(key) && key.every(isWholeText);
    if (isKey && key.length === partCount) return key;
  } catch {
    // Not even JSON: refused below like every other foreign text.
  }
  throw cursorInvalid();
}

/** What is packed into a cursor passes the check of the request's texts unseen. */
function isWholeText(part: unknown): boolean {
  return typeof part === 'string' && !part.includes('\0') && part.isWellFormed();
}

/** For a cursor that is none, or not one of this list's. */
export function cursorInvalid(): Refusal {
  return new Refusal({
    code: 'cursor_invalid',
    status: 422,
    detail: {
      en: 'This cursor is not one of ours. Start again without it.',
      fr: 'Ce curseur ne vient pas de nous. Recommencez sans lui.',
    },
    errors: [{ path: 'cursor', message: '' }],
  });
}
