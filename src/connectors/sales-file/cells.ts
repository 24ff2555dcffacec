/** Reads the cells of an order's rows by their roles. */

import type { Localized } from '#kernel/localized.ts';
import { exponentOf, MoneyError, multiplyAmount, parseAmount } from '#kernel/money.ts';
import { parseQuantity, QuantityError } from '#kernel/quantity.ts';
import type { ColumnRole } from '../contract.ts';
import { findOtherCurrency, hasOtherWords } from './currencies.ts';
import { limits } from './limits.ts';
import { short } from './messages.ts';
import { type DecimalMark, toPlainDecimal } from './numbers.ts';
import type { Payload, Row } from './payload.ts';

/** A cell that cannot be read; its reason is shown with the quarantined order. */
export class UnreadableCell extends Error {
  readonly reason: Localized;

  constructor(reason: Localized) {
    super(reason.en);
    this.reason = reason;
  }
}

/** How to read the rows of one order. */
export interface CellReader {
  headersOf: ReadonlyMap<ColumnRole, readonly string[]>;
  decimal: DecimalMark;
  currency: string;
  /** Amounts read before, by their text: files repeat few prices. */
  amounts: Map<string, number>;
}

const REMEMBERED_MAX = 8192;
/** By decimal mark and currency. */
const remembered = new Map<string, Map<string, number>>();

/** Ten billion dollars: a thousand such lines still add up exactly. */
const AMOUNT_MINOR_MAX = 1e12;

export function createCellReader(payload: Payload, currency: string): CellReader {
  const headersOf = new Map<ColumnRole, string[]>();
  for (const [header, role] of Object.entries(payload.roles)) {
    const known = headersOf.get(role);
    if (known === undefined) headersOf.set(role, [header]);
    else known.push(header);
  }
  const { decimal } = payload;
  return { headersOf, decimal, currency, amounts: amountsOf(decimal + currency) };
}

function amountsOf(key: string): Map<string, number> {
  const known = remembered.get(key) ?? new Map<string, number>();
  remembered.set(key, known);
  return known;
}

/** The text of the first column with this role; '' when there is none. */
export function textOf(reader: CellReader, row: Row, role: ColumnRole): string {
  const header = reader.headersOf.get(role)?.[0];
  return header === undefined ? '' : cellAt(row, header);
}

/** The text cut to what codes and labels hold. */
export function nameOf(reader: CellReader, row: Row, role: ColumnRole): string {
  return cut(textOf(reader, row, role), limits.textCharsMax);
}

/** What was sold, or to whom, as the file has it with the space around it; '' where there is no more. */
export function fullNameOf(reader: CellReader, row: Row, role: 'name' | 'customer'): string {
  const header = reader.headersOf.get(role)?.[0];
  const text = header !== undefined && Object.hasOwn(row, header) ? String(row[header]) : '';
  return text.trim() === '' ? '' : cut(text, limits.nameCharsMax);
}

export function cut(text: string, charsMax: number): string {
  return text.length > charsMax ? text.slice(0, charsMax).toWellFormed() : text;
}

/** The filled cells of every column with this role. */
export function cellsOf(
  reader: CellReader,
  row: Row,
  role: ColumnRole,
): { header: string; text: string }[] {
  const headers = reader.headersOf.get(role) ?? [];
  return headers
    .map((header) => ({ header, text: cellAt(row, header) }))
    .filter(({ text }) => text !== '');
}

/** An amount in minor units; null where the file tells none. @throws UnreadableCell */
export function amountOf(reader: CellReader, row: Row, role: ColumnRole): number | null {
  const header = reader.headersOf.get(role)?.[0];
  if (header === undefined) return null;
  const text = cellAt(row, header);
  return isNothing(text) ? null : readAmount(reader, header, text);
}

/**
 * Exact where the currency holds the decimals; what a spreadsheet calculated with more is rounded
 * half away from zero. @throws UnreadableCell
 */
export function readAmount(reader: CellReader, header: string, text: string): number {
  const known = reader.amounts.get(text);
  if (known !== undefined) return known;
  const minor = readNewAmount(reader, header, text);
  if (reader.amounts.size >= REMEMBERED_MAX) reader.amounts.clear();
  reader.amounts.set(text, minor);
  return minor;
}

function readNewAmount(reader: CellReader, header: string, text: string): number {
  const other = findOtherCurrency(text, reader.currency);
  if (other !== null) throw new UnreadableCell(otherCurrency(header, text, reader.currency));
  const plain = toPlainDecimal(text, reader.decimal);
  if (plain === null || hasOtherWords(text, reader.currency)) {
    throw new UnreadableCell(notANumber(header, text));
  }
  const minor = toMinor(plain, reader.currency);
  if (minor === null || Math.abs(minor) > AMOUNT_MINOR_MAX) {
    throw new UnreadableCell(tooLarge(header, text));
  }
  return minor;
}

/** A quantity to six decimals; null where the file tells none. @throws UnreadableCell */
export function quantityOf(reader: CellReader, row: Row): string | null {
  const header = reader.headersOf.get('quantity')?.[0];
  if (header === undefined) return null;
  const text = cellAt(row, header);
  if (isNothing(text)) return null;
  const plain = toPlainDecimal(text, reader.decimal);
  if (plain === null) throw new UnreadableCell(notANumber(header, text));
  try {
    return parseQuantity(roundedTo6(plain));
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UnreadableCell(tooLarge(header, text));
  }
}

function cellAt(row: Row, header: string): string {
  return Object.hasOwn(row, header) ? String(row[header]).trim() : '';
}

/** What exports write where there is no value. */
export function isNothing(text: string): boolean {
  return text === '' || text === '-' || text === '–' || text === '—' || /^n\/?a$/i.test(text);
}

function toMinor(plain: string, currency: string): number | null {
  try {
    return parseAmount(plain, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    if (error.problem !== 'too_precise') return null;
  }
  try {
    return multiplyAmount(10 ** exponentOf(currency), plain);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    return null;
  }
}

function roundedTo6(plain: string): string {
  const decimals = plain.split('.')[1] ?? '';
  if (decimals.length <= 6) return plain;
  const millionths = multiplyAmount(1_000_000, plain);
  const digits = String(Math.abs(millionths)).padStart(7, '0');
  return `${millionths < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function notANumber(header: string, text: string): Localized {
  return {
    en: `${short(header)} is "${short(text)}", which is not a number.`,
    fr: `${short(header)} est « ${short(text)} », ce qui n’est pas un nombre.`,
  };
}

function otherCurrency(header: string, text: string, currency: string): Localized {
  return {
    en: `${short(header)} is "${short(text)}", but the venue sells in ${currency}.`,
    fr: `${short(header)} est « ${short(text)} », mais l’établissement vend en ${currency}.`,
  };
}

function tooLarge(header: string, text: string): Localized {
  return {
    en: `${short(header)} is "${short(text)}", which is too large to be true.`,
    fr: `${short(header)} est « ${short(text)} », une valeur trop grande pour être vraie.`,
  };
}
