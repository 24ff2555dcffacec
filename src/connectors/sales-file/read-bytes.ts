import type { FileReading } from '../contract.ts';
import { unreadableReason } from './messages.ts';
import { mappingOf, sheetChoice, withSheets } from './sheets.ts';
import { readTable } from './table/read-table.ts';
import { type UnreadableCode, UnreadableFile } from './table/table.ts';
import {
  type UnderstandContext,
  type UnderstoodTable,
  understandTable,
} from './understand-table.ts';

/** What a file holds, its orders not yet written out. */
export type ReadBytes = UnderstoodTable | Unreadable;
type Unreadable = Extract<FileReading, { kind: 'unreadable' }>;

/** Reads a file in this thread, without a deadline. A value for anything a file may hold. */
export async function readBytes(bytes: Uint8Array, context: UnderstandContext): Promise<ReadBytes> {
  try {
    const table = await readTable(bytes, sheetChoice(context.mapping));
    const mapping = mappingOf(table, context.mapping);
    return withSheets(understandTable(table, { ...context, mapping }), table);
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadableFile(error.code, error.shown);
    throw error;
  }
}

export function unreadableFile(code: UnreadableCode, shown = ''): Unreadable {
  return { kind: 'unreadable', code: `sales-file.${code}`, reason: unreadableReason(code, shown) };
}
