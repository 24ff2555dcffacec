/** Reads the cells of one file in a thread of its own, whose memory and time the caller bounds. */

import { parentPort, workerData } from 'node:worker_threads';
import { decimalMarkOf } from './conventions.ts';
import { type DecimalMark, markEvidence, toPlainDecimal } from './numbers.ts';
import type { GridCell } from './read-grid.ts';
import { readTable } from './table/read-table.ts';
import { type UnreadableCode, UnreadableFile } from './table/table.ts';
import { shownText } from './table/typed-number.ts';

export interface GridRequest {
  rowsMax: number;
  decimals: number;
}

export type ReadGrid =
  | { kind: 'grid'; rows: GridCell[][] }
  | { kind: 'unreadable'; code: UnreadableCode; shown: string };

const { bytes, request } = workerData as { bytes: Uint8Array; request: GridRequest };
parentPort?.postMessage(await read());

async function read(): Promise<ReadGrid> {
  try {
    const { rows } = await readTable(bytes, { wanted: null, score: countNumbers });
    const texts = rows.slice(0, request.rowsMax);
    const convention = decimalMarkOf(texts.flat());
    const told = convention.kind === 'told' ? convention.value : null;
    return {
      kind: 'grid',
      rows: texts.map((row) => row.map((cell) => toCell(cell.trim(), told))),
    };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { kind: 'unreadable', code: error.code, shown: error.shown };
  }
}

function countNumbers(rows: readonly string[][]): number {
  return rows.flat().filter((cell) => toCell(cell, '.').number !== null).length;
}

function toCell(text: string, told: DecimalMark | null): GridCell {
  // Amounts have the decimals of their currency, or none: three of them are a group.
  const grouping = request.decimals === 3 ? null : otherMark(text);
  const evidence = markEvidence(text);
  const mark = evidence === 'either' ? (told ?? grouping) : evidence === 'none' ? '.' : evidence;
  return {
    text: shownText(text),
    number: mark === null || text === '' ? null : toPlainDecimal(text, mark),
  };
}

/** The mark for decimals where the one mark of a text groups. */
function otherMark(text: string): DecimalMark {
  return text.includes(',') ? '.' : ',';
}
