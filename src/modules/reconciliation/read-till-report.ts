import type { Localized } from '#kernel/localized.ts';
import { MoneyError, parseAmount } from '#kernel/money.ts';
import type { ZReport } from './compare.ts';
import type { ReportCell } from './report-cell.ts';
import { createReportSheet, type KnownNames } from './report-sheet.ts';
import {
  dimensionOf,
  isAmountHeader,
  isTaxName,
  isTotalName,
  type ReportDimension,
} from './report-words.ts';
import { type Heading, isSplitAmount, usualWidth, widthOf } from './split-amount.ts';

/** A row that was not understood, numbered as in the file. */
export interface LeftRow {
  row: number;
  text: string;
  reason: Localized;
}

/**
 * Understands a till's closing report: rows of kind, name and amount (`tender, Visa, 1300.00`), or of
 * label and amount (`Net sales; 1 234,50`) with our own names of the day, or under headings
 * (`Payments`). Nothing is guessed: what is not understood is listed. Pure.
 * @param known the names our day has; a file's writing of them becomes ours.
 */
export function readTillReport(
  rows: readonly (readonly ReportCell[])[],
  { currency, known }: { currency: string; known: KnownNames },
): { report: ZReport; left: LeftRow[] } {
  const sheet = createReportSheet(known);
  const left: LeftRow[] = [];
  const widthUsual = usualWidth(rows);
  let heading: Heading | null = null;
  let section: ReportDimension | null = null;
  for (const [index, cells] of rows.entries()) {
    const filled = cells.filter((cell) => cell.text !== '');
    if (filled.length === 0) continue;
    if (filled.every((cell) => cell.number === null)) {
      if (filled.length === 1) section = dimensionOf(filled[0]?.text ?? '');
      const header = cells.findIndex((cell) => isAmountHeader(cell.text));
      if (filled.length > 1 && header >= 0) {
        heading = { amountColumn: header, width: widthOf(cells) };
        continue;
      }
      if (filled.length === 1) continue;
    }
    const row = index + 1;
    const reason = readRow(cells, { sheet, section, heading, widthUsual, currency, row });
    if (reason) left.push({ row, text: shown(filled), reason });
  }
  const { report, unfit } = sheet.toReport();
  for (const { row, reason } of unfit) left.push({ row, text: shown(rows[row - 1] ?? []), reason });
  return { report, left: left.sort((a, b) => a.row - b.row) };
}

interface Reading {
  sheet: ReturnType<typeof createReportSheet>;
  section: ReportDimension | null;
  heading: Heading | null;
  widthUsual: number;
  currency: string;
  row: number;
}

/** Why a row was not understood; null when it was. */
function readRow(cells: readonly ReportCell[], reading: Reading): Localized | null {
  const found = findAmount(cells, reading);
  if ('reason' in found) return found.reason;
  const { at, minor } = found;
  const before = cells.slice(0, at).filter((cell) => cell.number === null);
  const labels = before.map((cell) => cell.text).filter((text) => text !== '');
  const [first = '', ...rest] = labels;
  if (first === '') return reasons.nameless;
  const { sheet, section, row } = reading;
  const named = (text: string) => ({ text, minor, row });
  const kind = dimensionOf(first);
  if (kind === 'net') return sheet.putNet(minor);
  if (kind === 'tax') {
    const name = rest.join(' ');
    const isSum = name === '' || isTotalName(name);
    return isSum ? sheet.putTax(minor) : sheet.add('tax', named(name));
  }
  if (kind !== null && before.length > 1) return sheet.add(kind, named(rest.join(' ')));
  if (isTotalName(first)) return section === null ? reasons.unknown : null;
  if (section === 'category' || section === 'tender') return sheet.add(section, named(first));
  if (section === 'tax' || isTaxName(first)) return sheet.add('tax', named(first));
  return sheet.addKnown(named(first));
}

/** The amount of a row in minor units and where it stands, or why there is none to be sure of. */
function findAmount(
  cells: readonly ReportCell[],
  { heading, widthUsual, currency }: Reading,
): { at: number; minor: number } | { reason: Localized } {
  const numbers = cells.flatMap(({ number }, at) => (number === null ? [] : [{ at, number }]));
  const headed = numbers.find(({ at }) => at === heading?.amountColumn);
  const withDecimals = numbers.filter(({ number }) => number.includes('.'));
  const [only] = numbers.length > 1 ? withDecimals : numbers;
  const isSure = numbers.length === 1 || withDecimals.length === 1;
  const chosen = headed ?? (isSure ? only : undefined);
  if (!chosen) return { reason: numbers.length === 0 ? reasons.noAmount : reasons.manyAmounts };
  if (isSplitAmount(cells, heading, widthUsual)) return { reason: reasons.split };
  try {
    return { at: chosen.at, minor: parseAmount(chosen.number, currency) };
  } catch (error) {
    if (error instanceof MoneyError) return { reason: reasons.noAmount };
    throw error;
  }
}

const charsMax = 120;

function shown(cells: readonly ReportCell[]): string {
  const text = cells
    .map((cell) => cell.text)
    .filter((each) => each !== '')
    .join(' · ');
  return text.length > charsMax ? `${text.slice(0, charsMax).toWellFormed()}…` : text;
}

const reasons = {
  unknown: {
    en: 'We do not know what this row tells.',
    fr: 'Nous ne savons pas ce que dit cette ligne.',
  },
  nameless: {
    en: 'The amount has no name.',
    fr: 'Le montant n’a pas de nom.',
  },
  split: {
    en: 'The row has more cells than the others, as if a comma within the amount had parted it. Put the amount in quotes, or write it without a comma.',
    fr: 'La ligne a plus de cellules que les autres, comme si une virgule dans le montant l’avait coupé. Mettez le montant entre guillemets, ou écrivez-le sans virgule.',
  },
  noAmount: {
    en: 'There is no amount of money in this row.',
    fr: 'Il n’y a pas de montant dans cette ligne.',
  },
  manyAmounts: {
    en: 'The row has several numbers. Name the column of amounts “Amount”.',
    fr: 'La ligne a plusieurs nombres. Nommez la colonne des montants « Montant ».',
  },
} as const satisfies Record<string, Localized>;
