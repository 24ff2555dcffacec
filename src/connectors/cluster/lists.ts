import type { Json } from '../contract.ts';
import { notAList, tooMany, Unreadable } from './reasons.ts';

const EMPTY: readonly Json[] = [];

/**
 * A list column: an array, or a JSON text that holds one. Absent, null and '' are no entries.
 * @throws Unreadable when it is neither, or longer than `countMax`.
 */
export function readList(
  value: Json | undefined,
  field: string,
  countMax: number,
): readonly Json[] {
  if (value === undefined || value === null || value === '') return EMPTY;
  const list = typeof value === 'string' ? parseList(value) : value;
  if (!Array.isArray(list)) throw new Unreadable(notAList(field));
  if (list.length > countMax) throw new Unreadable(tooMany(field, list.length, countMax));
  return list;
}

function parseList(text: string): Json {
  if (text === '[]') return [];
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
