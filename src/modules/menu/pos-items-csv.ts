import { instantToWall } from '#kernel/business-day.ts';
import { type CsvRow, toDecimalCell } from '#kernel/csv.ts';
import type { Language } from '#kernel/localized.ts';
import { formatAmount } from '#kernel/money.ts';
import type { IntegrationNames } from '#modules/integrations/index.ts';
import type { PosItemSales } from './pos-item-list.store.ts';

/** What the rows of an export are written with. */
export interface PosItemsCsvWriter {
  language: Language;
  currency: string;
  timeZone: string;
  /** By integration id. */
  integrations: ReadonlyMap<string, IntegrationNames>;
}

export const posItemsCsvHeader: Readonly<Record<Language, readonly string[]>> = {
  en: [
    ...['Item code', 'Item', 'Category', 'Type', 'Nickname', 'Modifiers', 'Quantity', 'Currency'],
    ...['Net', 'First sold', 'Last sold'],
  ],
  fr: [
    ...['Code de l’article', 'Article', 'Catégorie', 'Type', 'Surnom', 'Modificateurs'],
    ...['Quantité', 'Devise', 'Net', 'Première vente', 'Dernière vente'],
  ],
};

/** A POS item with what it sold in the span; times are the venue's. */
export function posItemsCsvRow(item: PosItemSales, writer: PosItemsCsvWriter): CsvRow {
  const names = writer.integrations.get(item.integrationId);
  const wall = (at: Date) => instantToWall(at.getTime(), writer.timeZone).replace('T', ' ');
  return [
    ...[item.code, item.name, item.category],
    ...[names?.providerName[writer.language] ?? null, names?.nickname ?? null],
    item.modifierCodes.join(', '),
    toDecimalCell(item.quantity),
    writer.currency,
    toDecimalCell(formatAmount(item.netMinor, writer.currency)),
    ...[wall(item.firstSoldAt), wall(item.lastSoldAt)],
  ];
}
