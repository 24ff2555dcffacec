import { wallToInstantMs } from '#kernel/business-day.ts';
import { isDate } from '#kernel/calendar-date.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';
import { parseAmount } from '#kernel/money.ts';
import { parseQuantity } from '#kernel/quantity.ts';
import type {
  Json,
  Order,
  OrderLine,
  RawOrder,
  TransformContext,
  TransformResult,
} from '../contract.ts';

const idCharsMax = 200;
const codeCharsMax = 200;
const titleCharsMax = 500;

/** Why a line cannot be taken, for whoever sends it. */
const reasons = {
  notALine: both('A line is an object.', 'Une ligne est un objet.'),
  id: both(
    `"id" must be a text or number of 1 to ${idCharsMax} characters, the same whenever this line is sent.`,
    `« id » doit être un texte ou un nombre de 1 à ${idCharsMax} caractères, identique à chaque envoi de cette ligne.`,
  ),
  date: both(
    '"date" must be a date with a time, such as 2025-03-31T18:30:00 (the venue’s time) or 2025-03-31T22:30:00Z.',
    '« date » doit être une date avec l’heure, comme 2025-03-31T18:30:00 (heure de l’établissement) ou 2025-03-31T22:30:00Z.',
  ),
  item: both(
    `"pluNumber" (at most ${codeCharsMax} characters) or "title" (at most ${titleCharsMax}) must name what was sold.`,
    `« pluNumber » (${codeCharsMax} caractères au plus) ou « title » (${titleCharsMax} au plus) doit nommer ce qui a été vendu.`,
  ),
  quantity: both(
    '"quantity" must be a number other than zero with at most six decimals; negative for a void.',
    '« quantity » doit être un nombre différent de zéro avec six décimales au plus ; négatif pour une annulation.',
  ),
  total: both(
    '"total" must be an amount in the venue’s currency, net of tax, with no more decimals than the currency has; negative for a void.',
    '« total » doit être un montant dans la devise de l’établissement, hors taxes, sans plus de décimales que la devise n’en a ; négatif pour une annulation.',
  ),
  idSpace: both(
    '"id" must not begin or end with white space: with and without it would be two lines. Send it without.',
    '« id » ne doit ni commencer ni finir par une espace : avec et sans, ce seraient deux lignes. Envoyez-le sans.',
  ),
  text: both(
    'A text holds the character NUL (U+0000) or half of a character, which cannot be stored. Send it without.',
    'Un texte contient le caractère NUL (U+0000) ou la moitié d’un caractère, qui ne peuvent être enregistrés. Envoyez-le sans.',
  ),
  signs: both(
    '"quantity" and "total" must not have opposite signs.',
    '« quantity » et « total » ne doivent pas avoir des signes opposés.',
  ),
} as const;

type Refused = { reason: Localized };

/** The id of a line, as it is, as its order's key; null when it has none that can be taken. */
export function keyOf(line: Json): string | null {
  const id = isObject(line) ? line.id : null;
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : null;
  if (typeof id !== 'string') return null;
  const isWhole = id.isWellFormed() && !id.includes('\0') && id.trim() === id;
  return isWhole && id !== '' && id.length <= idCharsMax ? id : null;
}

/** A text with more around it than the id would keep. */
function hasSpaceAround(id: Json | undefined): boolean {
  return typeof id === 'string' && id.trim() !== '' && id.trim() !== id;
}

/** In JSON, the escape of NUL or of half a character: neither can be stored. */
const brokenText = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** When a line was sold; null when its date cannot be read. */
export function occurredAtOf(line: Json, timeZone: string): EpochMs | null {
  const date = isObject(line) ? line.date : null;
  if (typeof date !== 'string') return null;
  const found =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      date.trim(),
    );
  if (!found) return null;
  const [, day = '', minutes = '', seconds = ':00', zone] = found;
  if (!isDate(day) || minutes > '23:59' || seconds > ':59') return null;
  const wall = `${day}T${minutes}${seconds}`;
  return zone === undefined ? wallToInstantMs(wall, timeZone) : instantOf(wall, zone);
}

function instantOf(wall: string, zone: string): EpochMs | null {
  const utcMs = wallToInstantMs(wall, 'UTC');
  if (zone === 'Z') return utcMs;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  const offsetMs = (hours * 60 + minutes) * 60_000;
  return zone.startsWith('-') ? utcMs + offsetMs : utcMs - offsetMs;
}

/** Understands one line: an order of its own, for receipts are not told. Pure; never throws. */
export function transform(
  raw: RawOrder,
  { timeZone, currency }: TransformContext<unknown>,
): TransformResult {
  if (brokenText.test(raw.payloadText)) return { kind: 'invalid', reason: reasons.text };
  const line = parse(raw.payloadText);
  const result = toOrder(line, timeZone, currency);
  return 'reason' in result
    ? { kind: 'invalid', reason: result.reason }
    : { kind: 'order', order: result };
}

function toOrder(line: Json, timeZone: string, currency: string): Order | Refused {
  if (!isObject(line)) return { reason: reasons.notALine };
  const key = keyOf(line);
  if (key === null) return { reason: hasSpaceAround(line.id) ? reasons.idSpace : reasons.id };
  const occurredAtMs = occurredAtOf(line, timeZone);
  if (occurredAtMs === null) return { reason: reasons.date };
  const item = toItem(line);
  if (item === null) return { reason: reasons.item };
  const quantity = attempt(() => parseQuantity(line.quantity as string | number));
  if (quantity === null || Number(quantity) === 0) return { reason: reasons.quantity };
  const netMinor = attempt(() => parseAmount(line.total as string | number, currency));
  if (netMinor === null) return { reason: reasons.total };
  if (netMinor !== 0 && netMinor > 0 !== Number(quantity) > 0) return { reason: reasons.signs };
  const isNegative = Number(quantity) < 0;
  const sold: OrderLine = {
    ...{ lineNo: 1, vendorLineId: key, ...item, category: '', quantity },
    kind: isNegative ? 'refund' : 'sale',
    unitPriceMinor: Math.abs(Math.round(netMinor / Number(quantity))),
    ...{ grossMinor: netMinor, discountMinor: 0, compMinor: 0, netMinor, taxMinor: 0 },
    ...{ taxes: [], modifiers: [] },
  };
  return {
    ...{ key, state: 'closed', occurredAtMs, closedAtMs: occurredAtMs, updatedAtMs: null },
    ...{ guests: 0, employee: null, revenueCentre: null, orderType: null, serviceChargeMinor: 0 },
    lines: [sold],
    // How it was paid is not told: paid in full, by no tender we know.
    payments: [{ tender: '', amountMinor: netMinor, tipMinor: 0 }],
  };
}

/** The name stands in for a missing code, and the code for a missing name. */
function toItem(line: { [name: string]: Json }): { itemCode: string; itemName: string } | null {
  const code = textOf(line.pluNumber, codeCharsMax);
  const name = textOf(line.title, titleCharsMax, { keepsSpace: true });
  if (code === null || name === null || (code === '' && name === '')) return null;
  return { itemCode: code || name.trim().slice(0, codeCharsMax), itemName: name || code };
}

/** Empty when absent or nothing but space; null when it is no text, or too long. */
function textOf(
  value: Json | undefined,
  charsMax: number,
  { keepsSpace = false } = {},
): string | null {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  const text = keepsSpace && trimmed !== '' ? value : trimmed;
  return text.length <= charsMax ? text : null;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function both(en: string, fr: string): Localized {
  return { en, fr };
}
