import type { Localized } from '#kernel/localized.ts';
import type {
  Order,
  OrderLine,
  Payment,
  RawOrder,
  TransformContext,
  TransformResult,
} from '../contract.ts';
import {
  amountOf,
  type CellReader,
  createCellReader,
  fullNameOf,
  nameOf,
  textOf,
  UnreadableCell,
} from './cells.ts';
import { instantOf } from './instants.ts';
import { limits } from './limits.ts';
import { toLine } from './lines.ts';
import { formulaWithoutResult } from './messages.ts';
import { type Payload, type Row, readPayload } from './payload.ts';
import { reasonOfFault } from './row-faults.ts';
import type { SalesFileSettings } from './schema.ts';
import { noResult } from './table/formulas.ts';

const notUnderstood: Localized = {
  en: 'The kept rows of this order cannot be understood.',
  fr: 'Les lignes conservées de cette commande ne peuvent pas être comprises.',
};
const tooManyLines: Localized = {
  en: `The order has more than ${limits.linesPerOrderMax} lines. Send a file with receipts or times, or fewer rows a day.`,
  fr: `La commande compte plus de ${limits.linesPerOrderMax} lignes. Envoyez un fichier avec reçus ou heures, ou moins de lignes par jour.`,
};

/**
 * Understands the rows of one order. Pure; never throws. Rows without payments of their own are paid
 * in full: net and tax, by the tender the row names.
 * @returns `invalid` with a sentence when a figure cannot be read.
 */
export function transform(
  raw: RawOrder,
  context: TransformContext<SalesFileSettings>,
): TransformResult {
  try {
    return { kind: 'order', order: toOrder(raw, context) };
  } catch (error) {
    return {
      kind: 'invalid',
      reason: error instanceof UnreadableCell ? error.reason : notUnderstood,
    };
  }
}

function toOrder(
  raw: RawOrder,
  { timeZone, currency }: TransformContext<SalesFileSettings>,
): Order {
  const payload = readPayload(raw.payloadText);
  if (raw.key === null) throw new UnreadableCell(notUnderstood);
  if (payload.rows.length > limits.linesPerOrderMax) throw new UnreadableCell(tooManyLines);
  if (payload.fault !== undefined) throw new UnreadableCell(reasonOfFault(payload.fault));
  const occurredAtMs = instantOf(payload.at, payload.zone ?? null, timeZone);
  if (holdsNoResult(raw.payloadText, payload)) throw new UnreadableCell(formulaWithoutResult);
  const reader = createCellReader(payload, currency);
  const lines = payload.rows.map((row, index) => toLine(reader, row, index + 1));
  return {
    key: raw.key,
    state: lines.every((line) => line.kind === 'void') ? 'void' : 'closed',
    occurredAtMs,
    closedAtMs: occurredAtMs,
    updatedAtMs: null,
    guests: 0,
    employee: null,
    revenueCentre: null,
    orderType: null,
    customer: customerOf(reader, payload.rows),
    serviceChargeMinor: 0,
    ...(payload.isDayOnly ? { dayOnly: hasReceipt(reader, payload.rows) ? 'bill' : 'sum' } : {}),
    lines,
    payments: toPayments(reader, payload.rows, lines),
  };
}

/** Whether a column that means something has a formula without its result. */
function holdsNoResult(payloadText: string, { roles, rows }: Payload): boolean {
  if (!payloadText.includes(noResult)) return false;
  const headers = Object.keys(roles);
  return rows.some((row) =>
    headers.some((header) => Object.hasOwn(row, header) && row[header] === noResult),
  );
}

/** Whose bill it is: the first row that says so. */
function customerOf(reader: CellReader, rows: readonly Row[]): string | null {
  for (const row of rows) {
    const name = fullNameOf(reader, row, 'customer');
    if (name !== '') return name;
  }
  return null;
}

/** Whether the rows are of one bill; without a receipt, all rows of a day are one order. */
function hasReceipt(reader: CellReader, rows: readonly Row[]): boolean {
  return rows.some((row) => textOf(reader, row, 'receipt') !== '');
}

/** By tender, in the order of the file. */
function toPayments(
  reader: CellReader,
  rows: readonly Row[],
  lines: readonly OrderLine[],
): Payment[] {
  const byTender = new Map<string, Payment>();
  for (const [index, row] of rows.entries()) {
    const line = lines[index] as OrderLine;
    if (line.kind === 'void') continue;
    const tender = nameOf(reader, row, 'tender');
    const payment = byTender.get(tender) ?? { tender, amountMinor: 0, tipMinor: 0 };
    payment.amountMinor += line.netMinor + line.taxMinor;
    byTender.set(tender, payment);
  }
  const payments = [...byTender.values()];
  const [first] = payments;
  if (first !== undefined) first.tipMinor = tipOf(reader, rows);
  return payments;
}

/** A tip written on every row of a receipt is the receipt's; otherwise each row has its own. */
function tipOf(reader: CellReader, rows: readonly Row[]): number {
  const tips = rows.map((row) => amountOf(reader, row, 'tip') ?? 0);
  const [first = 0] = tips;
  if (tips.every((tip) => tip === first)) return first;
  return tips.reduce((sum, tip) => sum + tip, 0);
}
