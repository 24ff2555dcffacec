import type { FileReading } from '../contract.ts';
import { sheetScore } from './find-header.ts';
import { unreadableReason } from './messages.ts';
import { readTable } from './table/read-table.ts';
import { type UnreadableCode, UnreadableFile } from './table/table.ts';
import { type UnderstandContext, understandTable } from './understand-table.ts';

/** Reads a file in this thread, without a deadline. A value for anything a file may hold. */
export async function readBytes(
  bytes: Uint8Array,
  context: UnderstandContext,
): Promise<FileReading> {
  try {
    const wanted = context.mapping?.sheet ?? null;
    const table = await readTable(bytes, { wanted, score: sheetScore });
    return understandTable(table, context);
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadableFile(error.code, error.shown);
    throw error;
  }
}

export function unreadableFile(code: UnreadableCode, shown = ''): FileReading {
  return { kind: 'unreadable', code: `sales-file.${code}`, reason: unreadableReason(code, shown) };
}
