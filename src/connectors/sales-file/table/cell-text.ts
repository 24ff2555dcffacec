import type { CellValue } from 'hucre/xlsx';
import { typedNumber } from './typed-number.ts';

/** Before this instant a workbook's date is a time of day alone: day 0 and 1 of its calendar. */
const FIRST_DAY_MS = Date.UTC(1900, 0, 2);
const DAY_MS = 86_400_000;

/**
 * The text of a workbook's cell: numbers as a `typedNumber` with the 15 digits spreadsheets show,
 * dates as `YYYY-MM-DD`, with ` HH:MM:SS` where the cell has a time, a time alone as `HH:MM:SS`.
 * Formulas are told by their last result; a text that looks like one stays a text.
 */
export function cellText(value: CellValue): string {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value;
  if (typeof value === 'number') return typedNumber(numberText(value));
  if (value instanceof Date) return dateText(value.getTime());
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return '';
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(Math.abs(rounded) < 1 ? 15 : 0) : text;
}

function dateText(instantMs: number): string {
  if (!Number.isFinite(instantMs)) return '';
  // A serial's fraction of a day is rarely a whole second in binary.
  const wholeMs = Math.round(instantMs / 1000) * 1000;
  const text = new Date(wholeMs).toISOString();
  if (wholeMs < FIRST_DAY_MS) return text.slice(11, 19);
  const date = text.slice(0, 10);
  return wholeMs % DAY_MS === 0 ? date : `${date} ${text.slice(11, 19)}`;
}
