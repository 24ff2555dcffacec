/**
 * Reads single values of a row. Hand-written because a year is millions of them: the common plain
 * decimal is read by its digits, anything else by the kernel, which also says what is wrong with it.
 */

import { exponentOf, MoneyError, parseAmount } from '#kernel/money.ts';
import { parseQuantity, QuantityError } from '#kernel/quantity.ts';
import type { Json } from '../contract.ts';
import { notANumber, notAText, outOfRange, tooManyDecimals, Unreadable } from './reasons.ts';

export const TEXT_CHARS_MAX = 200;
const ITEM_NAME_CHARS_MAX = 500;
/** Ten billion dollars: a thousand such lines still add up exactly. */
const AMOUNT_MINOR_MAX = 1e12;
const POWERS = [1, 10, 100, 1000, 10_000];

/** A quantity and, where it has at most three decimals, its thousandths for quick exact products. */
export interface Quantity {
  text: string;
  thousandths: number | null;
}

const QUANTITIES_MAX = 4096;
/** Tills use few different quantities; a bounded memory of them saves most of the reading. */
const quantities = new Map<string, Quantity>();

/**
 * An amount in minor units; absent, null and '' are 0.
 * @param field the column's name, for the sentence.
 * @throws Unreadable
 */
export function readMinor(value: Json | undefined, field: string, currency: string): number {
  if (value === undefined || value === null || value === '') return 0;
  const quick = typeof value === 'string' ? quickMinor(value, exponentOf(currency)) : null;
  const minor = quick ?? exactMinor(value, field, currency);
  if (minor > AMOUNT_MINOR_MAX || minor < -AMOUNT_MINOR_MAX) {
    throw new Unreadable(outOfRange(field, value));
  }
  return minor;
}

/** An amount that must be there. @throws Unreadable */
export function readRequiredMinor(
  value: Json | undefined,
  field: string,
  currency: string,
): number {
  if (value === undefined || value === null || value === '') {
    throw new Unreadable(notANumber(field, value));
  }
  return readMinor(value, field, currency);
}

/** A quantity that must be there, at most 6 decimals. @throws Unreadable */
export function readQuantity(value: Json | undefined, field: string): Quantity {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Unreadable(notANumber(field, value));
  }
  const spelling = String(value);
  const known = quantities.get(spelling);
  if (known !== undefined) return known;
  const quantity = newQuantity(spelling, field);
  if (quantities.size >= QUANTITIES_MAX) quantities.clear();
  quantities.set(spelling, quantity);
  return quantity;
}

/** A text of at most 200 characters without NUL; null and absent are ''. @throws Unreadable */
export function readText(value: Json | undefined, field: string): string {
  if (typeof value === 'string') return cleanText(value);
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new Unreadable(notAText(field));
  return cleanText(String(value));
}

/** A whole number from 0 to one million; absent is 0. @throws Unreadable */
export function readCount(value: Json | undefined, field: string): number {
  if (value === undefined || value === null || value === '') return 0;
  const count = typeof value === 'string' ? Number(value.trim() || 'none') : value;
  if (typeof count !== 'number' || !Number.isInteger(count)) {
    throw new Unreadable(notANumber(field, value));
  }
  if (count < 0 || count > 1_000_000) throw new Unreadable(outOfRange(field, value));
  return count;
}

/** What a till calls an item, at most 500 characters; else as `readText`. @throws Unreadable */
export function readItemName(value: Json | undefined, field: string): string {
  return typeof value === 'string' ? cleanText(value, ITEM_NAME_CHARS_MAX) : readText(value, field);
}

/** Cut at 200 characters, or as many as are named; without NUL, which databases refuse, and without half characters. */
export function cleanText(text: string, charsMax: number = TEXT_CHARS_MAX): string {
  if (text.length <= charsMax && !text.includes('\0') && text.isWellFormed()) return text;
  const clean = text
    .slice(0, 4 * charsMax)
    .replaceAll('\0', '')
    .toWellFormed();
  const end = clean.codePointAt(charsMax - 1) ?? 0;
  return clean.slice(0, end > 0xffff ? charsMax - 1 : charsMax);
}

/** Minor units of a plain decimal of few characters; null leaves it to the exact reader. */
function quickMinor(text: string, exponent: number): number | null {
  const length = text.length;
  const isNegative = text.charCodeAt(0) === 45;
  const first = isNegative ? 1 : 0;
  if (length === first || length > 15 || text.charCodeAt(length - 1) === 46) return null;
  let value = 0;
  let decimals = -1;
  for (let at = first; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      if (decimals >= 0) decimals += 1;
    } else if (code === 46 && decimals < 0) decimals = 0;
    else return null;
  }
  const missing = exponent - Math.max(decimals, 0);
  if (missing < 0 || value === 0) return value === 0 ? 0 : null;
  const minor = value * (POWERS[missing] as number);
  return isNegative ? -minor : minor;
}

function exactMinor(value: Json, field: string, currency: string): number {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Unreadable(notANumber(field, value));
  }
  try {
    return parseAmount(typeof value === 'string' ? value.trim() : value, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw unreadableNumber(error.problem, field, value);
  }
}

function newQuantity(spelling: string, field: string): Quantity {
  try {
    const text = parseQuantity(spelling.trim());
    const thousandths = Math.round(Number(text) * 1000);
    const isExact = Math.abs(thousandths) < 1e9 && parseQuantity(thousandths / 1000) === text;
    return { text, thousandths: isExact ? thousandths : null };
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw unreadableNumber(error.problem, field, spelling);
  }
}

function unreadableNumber(problem: string, field: string, value: Json): Unreadable {
  if (problem === 'too_precise') return new Unreadable(tooManyDecimals(field, value));
  if (problem === 'out_of_range') return new Unreadable(outOfRange(field, value));
  return new Unreadable(notANumber(field, value));
}
