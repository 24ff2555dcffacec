import { numberOfKey } from '#connectors/contract.ts';
import { businessDateOf, instantToWall } from '#kernel/business-day.ts';
import { type CsvCell, type CsvRow, toDecimalCell } from '#kernel/csv.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { formatAmount } from '#kernel/money.ts';
import type { IntegrationNames } from '#modules/integrations/index.ts';
import type { BillRow } from './bill.store.ts';
import type { BillLineRow, BillPaymentRow } from './bill-parts.store.ts';
import type { SalesVenue } from './get-days.ts';

/** What the rows of an export are written with. */
export interface SalesCsvWriter {
  venue: SalesVenue;
  language: Language;
  /** By id. */
  integrations: ReadonlyMap<string, IntegrationNames>;
}

export const salesCsvHeader: Readonly<Record<Language, readonly string[]>> = {
  en: [
    ...['Business date', 'Time at the venue', 'Bill', 'State of the bill', 'Type'],
    ...['Nickname', 'Location', 'Customer', 'Kind', 'Counts', 'Item code', 'Item', 'Category'],
    ...['Modifiers', 'Quantity', 'Currency', 'Unit price', 'Gross', 'Discount', 'Comp', 'Net'],
    ...['Tax', 'Paid with'],
  ],
  fr: [
    ...['Journée de vente', 'Heure du lieu', 'Addition', 'État de l’addition', 'Type'],
    ...['Surnom', 'Emplacement', 'Client', 'Genre', 'Compte', 'Code de l’article', 'Article'],
    ...['Catégorie', 'Modificateurs', 'Quantité', 'Devise', 'Prix unitaire', 'Brut', 'Rabais'],
    ...['Offert', 'Net', 'Taxes', 'Payée par'],
  ],
};

const states: Readonly<Record<BillRow['state'] | 'gone', Localized>> = {
  closed: { en: 'Closed', fr: 'Fermée' },
  open: { en: 'Open', fr: 'Ouverte' },
  void: { en: 'Void', fr: 'Annulée' },
  gone: { en: 'Gone', fr: 'Disparue' },
};

const kinds: Readonly<Record<BillLineRow['kind'], Localized>> = {
  sale: { en: 'Sale', fr: 'Vente' },
  refund: { en: 'Refund', fr: 'Remboursement' },
  void: { en: 'Void', fr: 'Annulé' },
  comp: { en: 'Comp', fr: 'Offert' },
};

const yes: Localized = { en: 'Yes', fr: 'Oui' };
const no: Localized = { en: 'No', fr: 'Non' };

/**
 * A bill as rows of an export, one for each of its own; one without lines has one all the same.
 * What counts nothing (open, void, gone) is marked, and its amounts are left out: the sum of a
 * column is that of the days.
 */
export function salesCsvRows(
  bill: BillRow,
  parts: { lines: readonly BillLineRow[]; payments: readonly BillPaymentRow[] },
  writer: SalesCsvWriter,
): CsvRow[] {
  const { language } = writer;
  const head = billCells(bill, writer);
  const tenders = [...new Set(parts.payments.map(({ tender }) => tender))];
  const paidWith = tenders.filter((tender) => tender !== '').join(', ');
  if (parts.lines.length === 0) {
    const nothing = Array.from({ length: 14 }, () => null);
    return [[...head, ...nothing, paidWith]];
  }
  const isCounted = bill.state === 'closed' && !bill.isGone;
  return parts.lines.map((line) => {
    const counts = isCounted && line.kind !== 'void';
    const word = (counts ? yes : no)[language];
    const cells = lineCells(line, { currency: writer.venue.currency, counts });
    return [...head, kinds[line.kind][language], word, ...cells, paidWith];
  });
}

function billCells(bill: BillRow, { venue, language, integrations }: SalesCsvWriter): CsvCell[] {
  const occurredAtMs = bill.occurredAt.getTime();
  const names = integrations.get(bill.integrationId);
  return [
    businessDateOf(occurredAtMs, venue),
    bill.dayOnly === null ? instantToWall(occurredAtMs, venue.timeZone).replace('T', ' ') : null,
    numberOfKey(bill.key),
    states[bill.isGone ? 'gone' : bill.state][language],
    names?.providerName[language] ?? null,
    names?.nickname ?? null,
    bill.locationLabel,
    bill.customer,
  ];
}

function lineCells(
  line: BillLineRow,
  { currency, counts }: { currency: string; counts: boolean },
): CsvCell[] {
  const money = (minor: number) => toDecimalCell(formatAmount(minor, currency));
  const amounts = [
    ...[line.grossMinor, line.discountMinor, line.compMinor, line.netMinor, line.taxMinor],
  ];
  const modifiers = (line.modifiers ?? []).map(({ name, quantity }) =>
    quantity === '1' ? name : `${name} × ${quantity}`,
  );
  return [
    ...[line.itemCode, line.itemName, line.category, modifiers.join(', ')],
    toDecimalCell(line.quantity),
    currency,
    money(line.unitPriceMinor),
    ...amounts.map((minor) => (counts ? money(minor) : null)),
  ];
}
