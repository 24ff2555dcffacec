import { hash } from 'node:crypto';
import type { ColumnMapping, FileLayout } from '../contract.ts';
import type { Header } from './headers.ts';
import { shownText } from './table/typed-number.ts';

const SAMPLES = 3;
const SAMPLE_CHARS = 80;
/** Rows looked through for samples. */
export const SAMPLE_ROWS = 200;

/** What a layout is known by. Columns in another order are the same layout, whatever the sheet is called. */
export function layoutKey(headers: readonly Header[]): string {
  const names = headers.map(({ normalised }) => normalised).sort();
  return hash('sha256', JSON.stringify(['', ...names]), 'hex').slice(0, 32);
}

/** The shape of a file. */
export function toLayout(shape: {
  headers: readonly Header[];
  /** The first rows of sales, to show what stands in each column. */
  beginning: readonly (readonly string[])[];
  mapping: ColumnMapping;
}): FileLayout {
  const { headers, mapping } = shape;
  return {
    key: layoutKey(headers),
    columns: headers.map(({ text, normalised }, index) => ({
      header: text,
      normalised,
      role: Object.hasOwn(mapping.columns, normalised)
        ? (mapping.columns[normalised] ?? null)
        : null,
      samples: samplesOf(shape.beginning, index),
    })),
  };
}

function samplesOf(rows: readonly (readonly string[])[], index: number): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const cell = shownText((row[index] ?? '').trim());
    if (cell !== '') samples.add(cell.slice(0, SAMPLE_CHARS).toWellFormed());
    if (samples.size >= SAMPLES) break;
  }
  return [...samples];
}
