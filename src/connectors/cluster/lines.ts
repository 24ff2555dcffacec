/** One line of a bill by the money model: gross − discount − comp = net; void nothing, refund negative. */

import { divideHalfAway } from '#kernel/decimal.ts';
import { negateQuantity } from '#kernel/quantity.ts';
import type { Json, Modifier, OrderLine, TaxAmount } from '../contract.ts';
import { readList } from './lists.ts';
import { notAList, notARow, outOfRange, Unreadable, unknownWord } from './reasons.ts';
import { isRow, type Row } from './rows.ts';
import {
  type Quantity,
  readItemName,
  readMinor,
  readQuantity,
  readRequiredMinor,
  readText,
} from './values.ts';

const KINDS = ['sale', 'refund', 'void', 'comp'] as const;
type LineKind = OrderLine['kind'];

const MODIFIERS_MAX = 100;
const TAXES_MAX = 20;
const NO_TAXES: TaxAmount[] = [];
const MILLION = 1_000_000;
/** Below this, products of integers in JS numbers are exact. */
const QUICK_MAX = 9e15;

/** @throws Unreadable when a column cannot be read. */
export function toLine(item: Json, lineNo: number, currency: string): OrderLine {
  if (!isRow(item)) throw new Unreadable(notARow);
  const quantity = readQuantity(item.Quantity, 'Quantity');
  const unitPriceMinor = readRequiredMinor(item.UnitPrice, 'UnitPrice', currency);
  const { modifiers, quantities } = readModifiers(item.Modifiers, currency);
  const kind = readKind(item.Kind);
  const line: OrderLine = {
    lineNo,
    vendorLineId: readText(item.LineId, 'LineId') || null,
    kind,
    itemCode: readText(item.ItemCode, 'ItemCode'),
    itemName: readItemName(item.ItemName, 'ItemName'),
    category: readText(item.Category, 'Category'),
    quantity: quantity.text,
    unitPriceMinor,
    grossMinor: grossOf(quantity, unitPriceMinor, modifiers, quantities),
    discountMinor: readMinor(item.Discount, 'Discount', currency),
    compMinor: 0,
    netMinor: 0,
    taxMinor: readMinor(item.Tax, 'Tax', currency),
    taxes: NO_TAXES,
    modifiers,
  };
  line.taxes = readTaxes(item, line, currency);
  return counted(line);
}

/** Applies the kind to the figures as written. The one place that says what a kind counts for. */
export function counted(line: OrderLine): OrderLine {
  if (line.kind === 'sale') {
    line.netMinor = line.grossMinor - line.discountMinor;
  } else if (line.kind === 'comp') {
    line.compMinor = line.grossMinor;
    line.discountMinor = 0;
  } else if (line.kind === 'void') {
    // The quantity stays, to say what was voided; it does not count.
    line.grossMinor = 0;
    line.discountMinor = 0;
    line.taxMinor = 0;
    line.taxes = [];
  } else refund(line);
  return line;
}

function refund(line: OrderLine): void {
  if (!line.quantity.startsWith('-')) line.quantity = negateQuantity(line.quantity);
  line.unitPriceMinor = Math.abs(line.unitPriceMinor);
  line.grossMinor = negative(line.grossMinor);
  line.discountMinor = negative(line.discountMinor);
  line.netMinor = line.grossMinor - line.discountMinor;
  if (line.taxMinor > 0) {
    line.taxes = line.taxes.map(({ name, amountMinor }) => ({
      name,
      amountMinor: 0 - amountMinor,
    }));
  }
  line.taxMinor = negative(line.taxMinor);
}

function negative(minor: number): number {
  return minor > 0 ? -minor : minor;
}

function readKind(value: Json | undefined): LineKind {
  if (value === 'sale' || value === undefined || value === null) return 'sale';
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const kind = KINDS.find((known) => known === word);
  if (kind === undefined) throw new Unreadable(unknownWord('Kind', value, KINDS));
  return kind;
}

function readModifiers(
  value: Json | undefined,
  currency: string,
): { modifiers: Modifier[]; quantities: Quantity[] } {
  const modifiers: Modifier[] = [];
  const quantities: Quantity[] = [];
  for (const entry of readList(value, 'Modifiers', MODIFIERS_MAX)) {
    if (!isRow(entry)) throw new Unreadable(notAList('Modifiers'));
    const quantity = readQuantity(entry.Quantity ?? '1', 'Modifiers.Quantity');
    quantities.push(quantity);
    modifiers.push({
      code: readText(entry.Code, 'Modifiers.Code'),
      name: readText(entry.Name, 'Modifiers.Name'),
      quantity: quantity.text,
      unitPriceMinor: readMinor(entry.UnitPrice, 'Modifiers.UnitPrice', currency),
    });
  }
  return { modifiers, quantities };
}

/** Named taxes sum to `Tax`: what the names leave over stands as "Tax". */
function readTaxes(item: Row, line: OrderLine, currency: string): TaxAmount[] {
  const taxes: TaxAmount[] = [];
  let leftMinor = line.taxMinor;
  for (const entry of readList(item.Taxes, 'Taxes', TAXES_MAX)) {
    if (!isRow(entry)) throw new Unreadable(notAList('Taxes'));
    const amountMinor = readMinor(entry.Amount, 'Taxes.Amount', currency);
    leftMinor -= amountMinor;
    if (amountMinor !== 0)
      taxes.push({ name: readText(entry.Name, 'Taxes.Name') || 'Tax', amountMinor });
  }
  if (item.Tax === undefined || item.Tax === null) line.taxMinor -= leftMinor;
  else if (leftMinor !== 0) taxes.push({ name: 'Tax', amountMinor: leftMinor });
  return taxes;
}

/** quantity × (unit price + Σ modifier quantity × modifier price), rounded once, half away from zero. */
function grossOf(
  quantity: Quantity,
  unitPriceMinor: number,
  modifiers: readonly Modifier[],
  quantities: readonly Quantity[],
): number {
  let eachMilli: number | null = unitPriceMinor * 1000;
  for (const [index, modifier] of modifiers.entries()) {
    const thousandths = quantities[index]?.thousandths ?? null;
    eachMilli = thousandths === null ? null : eachMilli + thousandths * modifier.unitPriceMinor;
    if (eachMilli === null) break;
  }
  if (eachMilli !== null && quantity.thousandths !== null) {
    const product = quantity.thousandths * eachMilli;
    if (Math.abs(eachMilli) < QUICK_MAX && Math.abs(product) < QUICK_MAX) {
      return roundMillionths(product);
    }
  }
  return exactGross(quantity.text, unitPriceMinor, modifiers);
}

function roundMillionths(product: number): number {
  const magnitude = Math.abs(product) + MILLION / 2;
  const rounded = (magnitude - (magnitude % MILLION)) / MILLION;
  return product < 0 ? 0 - rounded : rounded;
}

function exactGross(
  quantity: string,
  unitPriceMinor: number,
  modifiers: readonly Modifier[],
): number {
  let each = BigInt(unitPriceMinor) * BigInt(MILLION);
  for (const modifier of modifiers)
    each += millionths(modifier.quantity) * BigInt(modifier.unitPriceMinor);
  const gross = Number(divideHalfAway(millionths(quantity) * each, BigInt(MILLION) ** 2n));
  if (Math.abs(gross) > 1e12) throw new Unreadable(outOfRange('Quantity × UnitPrice', quantity));
  return gross;
}

/** Millionths of a canonical quantity. */
function millionths(quantity: string): bigint {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}
