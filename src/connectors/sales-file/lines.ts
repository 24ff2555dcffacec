/** One row of a file as a line of a bill. */

import { divideHalfAway } from '#kernel/decimal.ts';
import { negateQuantity } from '#kernel/quantity.ts';
import type { OrderLine, TaxAmount } from '../contract.ts';
import {
  amountOf,
  type CellReader,
  cellsOf,
  cut,
  fullNameOf,
  isNothing,
  nameOf,
  quantityOf,
  readAmount,
} from './cells.ts';
import { limits } from './limits.ts';
import { readModifiers } from './modifiers.ts';
import type { Row } from './payload.ts';
import { kindNamedBy, type LineKind } from './row-kind.ts';

/** @throws UnreadableCell when a figure cannot be read. */
export function toLine(reader: CellReader, row: Row, lineNo: number): OrderLine {
  const name = fullNameOf(reader, row, 'name');
  const code = nameOf(reader, row, 'code');
  const quantity = quantityOf(reader, row) ?? '1';
  const money = readMoney(reader, row);
  const kind = kindOf(reader, row, quantity, money.grossMinor);
  const taxes = readTaxes(reader, row);
  return counted({
    lineNo,
    vendorLineId: nameOf(reader, row, 'lineId') || null,
    kind,
    itemCode: code || cut(name.trim(), limits.textCharsMax),
    itemName: name || code,
    category: categoryOf(nameOf(reader, row, 'category')),
    quantity,
    unitPriceMinor: unitPriceOf(money.grossMinor, quantity),
    grossMinor: money.grossMinor,
    discountMinor: money.grossMinor - money.netMinor,
    compMinor: 0,
    netMinor: money.netMinor,
    taxMinor: taxes.reduce((sum, tax) => sum + tax.amountMinor, 0),
    taxes,
    modifiers: readModifiers(cellsOf(reader, row, 'modifiers')),
  });
}

/**
 * Gross and net as told: what lies between them is the discount, whatever sign its column has.
 * Where one is missing it follows from the other and the discounts.
 */
function readMoney(reader: CellReader, row: Row): { grossMinor: number; netMinor: number } {
  const grossMinor = amountOf(reader, row, 'gross');
  const netMinor = amountOf(reader, row, 'net');
  if (grossMinor !== null && netMinor !== null) return { grossMinor, netMinor };
  const discountMinor = discountOf(reader, row);
  if (netMinor !== null) {
    return { netMinor, grossMinor: netMinor + (netMinor < 0 ? -discountMinor : discountMinor) };
  }
  const gross = grossMinor ?? 0;
  return { grossMinor: gross, netMinor: gross - (gross < 0 ? -discountMinor : discountMinor) };
}

/** What all columns of discounts take off, whatever their signs. */
function discountOf(reader: CellReader, row: Row): number {
  return cellsOf(reader, row, 'discount').reduce((sum, { header, text }) => {
    return sum + Math.abs(isNothing(text) ? 0 : readAmount(reader, header, text));
  }, 0);
}

/**
 * The kind the file names, else a sale; figures below zero are a refund. A sale that was refunded
 * later, as its state says, counts nothing.
 */
function kindOf(reader: CellReader, row: Row, quantity: string, grossMinor: number): LineKind {
  const named = kindNamedBy(cellsOf(reader, row, 'kind'));
  if (named !== null) return named;
  const isNegative = quantity.startsWith('-') || grossMinor < 0;
  const state = kindNamedBy(cellsOf(reader, row, 'state'));
  if (state === 'refund') return isNegative ? 'refund' : 'void';
  return state ?? (isNegative ? 'refund' : 'sale');
}

/** Applies the kind to the figures: void counts nothing, a comp is given away, a refund is negative. */
function counted(line: OrderLine): OrderLine {
  if (line.kind === 'comp') {
    return { ...line, compMinor: line.grossMinor, discountMinor: 0, netMinor: 0 };
  }
  if (line.kind === 'void') {
    const nothing = { grossMinor: 0, discountMinor: 0, netMinor: 0, taxMinor: 0, taxes: [] };
    return { ...line, ...nothing, quantity: line.quantity.replace('-', '') };
  }
  return line.kind === 'refund' ? refunded(line) : line;
}

/**
 * A refund is negative whatever the signs in the file. Told in positive figures, all of them turn;
 * told in negative ones, gross and net stand as they are.
 */
function refunded(line: OrderLine): OrderLine {
  const isTurned = line.grossMinor > 0 || (line.grossMinor === 0 && line.netMinor > 0);
  const sign = isTurned ? -1 : 1;
  const taxes = line.taxes.map((tax) => ({ ...tax, amountMinor: negative(tax.amountMinor) }));
  return {
    ...line,
    quantity: line.quantity.startsWith('-') ? line.quantity : negateQuantity(line.quantity),
    grossMinor: plain(sign * line.grossMinor),
    netMinor: plain(sign * line.netMinor),
    discountMinor: plain(sign * line.discountMinor),
    taxes,
    taxMinor: taxes.reduce((sum, tax) => sum + tax.amountMinor, 0),
  };
}

/** Several tax columns are several taxes, named as the file names them. */
function readTaxes(reader: CellReader, row: Row): TaxAmount[] {
  const cells = cellsOf(reader, row, 'tax');
  const columnCount = reader.headersOf.get('tax')?.length ?? 0;
  const taxes: TaxAmount[] = [];
  for (const { header, text } of cells) {
    const amountMinor = text === '-' ? 0 : readAmount(reader, header, text);
    if (amountMinor !== 0) taxes.push({ name: columnCount === 1 ? 'Tax' : header, amountMinor });
  }
  return taxes;
}

/** What one of them costs before discounts, rounded half away from zero. */
function unitPriceOf(grossMinor: number, quantity: string): number {
  const [whole = '0', fraction = ''] = quantity.replace('-', '').split('.');
  if (quantity === '1' || quantity === '-1') return Math.abs(grossMinor);
  const millionths = BigInt(whole + fraction.padEnd(6, '0'));
  const gross = BigInt(Math.abs(grossMinor));
  if (millionths === 0n) return Number(gross);
  const price = Number(divideHalfAway(gross * 1_000_000n, millionths));
  return Number.isSafeInteger(price) ? price : Number(gross);
}

function categoryOf(text: string): string {
  return /^(?:none|n\/a|-|aucune?|uncategori[sz]ed|non classé)$/i.test(text) ? '' : text;
}

function negative(minor: number): number {
  return minor > 0 ? -minor : minor;
}

/** Without the minus zero of a product. */
function plain(minor: number): number {
  return minor === 0 ? 0 : minor;
}
