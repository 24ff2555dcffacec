/** Which names of columns mean what, in English and French. The first name of a role is the surest. */

import type { ColumnRole } from '../contract.ts';

/** Names that say what the column is; none says that it tells the state of a sale. */
const STRONG: Readonly<Record<Exclude<ColumnRole, 'ignore' | 'state'>, string>> = {
  date: 'date|sale date|business date|order date|transaction date|sales date|day|business day|report date|date de vente|date de la vente|date vente|date commande|date de transaction|jour|date d affaires|jour de vente',
  time: 'time|sale time|order time|transaction time|time of day|heure|heure de vente|heure de la vente|heure commande',
  dateTime:
    'date time|datetime|timestamp|created at|closed at|sold at|opened at|order date time|transaction date time|date and time|date et heure|date heure|horodatage|order created|opened|closed|sent date|payment date',
  receipt:
    'transaction id|receipt number|receipt id|receipt no|receipt|order id|order number|order no|check id|check number|check no|check|bill id|bill number|bill no|bill|ticket|ticket number|ticket id|ticket no|transaction number|transaction no|transaction|invoice number|invoice|sale id|sale number|numero de recu|no recu|recu|numero de facture|no facture|facture|numero de commande|no commande|commande|numero de transaction|no transaction|addition|no addition|numero addition|numero de ticket|order|numero facture|numero recu|numero commande|numero ticket|numero transaction|numero d addition',
  code: 'sku|item code|plu|plu number|plu no|code|product code|item number|item no|item id|article code|menu item id|pos code|product id|product number|code article|code d article|code produit|code plu|numero d article|numero article|no article|no produit|reference',
  name: 'item|item name|product|product name|menu item|menu item name|description|item description|title|article|article name|name|nom|nom de l article|nom article|nom du produit|produit|libelle|designation|plat|nom du plat',
  category:
    'category|category name|categories|item category|menu group|group|department|family|sales category|reporting category|class|categorie|nom de categorie|groupe|famille|departement|rayon',
  quantity:
    'qty|quantity|quantity sold|qty sold|items sold|units sold|units|sold|item qty|net quantity|net qty|quantite|quantite vendue|qte|qte vendue|nombre vendu|nb vendu|unites vendues|nombre',
  gross:
    'gross sales|gross amount|gross|gross price|gross total|item gross|ventes brutes|montant brut|brut|total brut|ventes brut',
  discount:
    'discounts|discount|discount amount|total discount|total discounts|item discount|line discount|rabais|remise|remises|escompte|escomptes|reduction|reductions|montant du rabais',
  net: 'net sales|net amount|net total|net|net price|net revenue|net sales amount|item net|total net|subtotal|sub total|total before tax|total excl tax|total ex tax|sales excl tax|net of tax|ventes nettes|montant net|vente nette|revenu net|chiffre d affaires net|ca ht|total ht|montant ht|prix ht|sous total|total avant taxes|total hors taxes|ventes net',
  tax: 'tax|taxes|tax amount|total tax|sales tax|item tax|gst|hst|pst|qst|vat|taxe|montant de taxe|taxes totales|total taxes|tax total|taxes total|total taxe|taxe totale|total des taxes|total de taxes|total sales tax|total sales taxes|total de la taxe|tps|tvq|tvh|tvp|tva|montant tps|montant tvq|tax 1|tax 2|taxe 1|taxe 2|gst hst|tps tvh|federal tax|provincial tax|state tax|city tax',
  tip: 'tip|tips|tip amount|gratuity|gratuities|pourboire|pourboires',
  tender:
    'tender|tender type|payment method|payment type|payment|paid by|card brand|card type|mode de paiement|methode de paiement|type de paiement|moyen de paiement|reglement|paiement',
  customer:
    'customer name|customer|customer full name|name of customer|client name|client|guest name|name of guest|buyer name|buyer|billed to|nom du client|nom de la cliente|nom client|cliente|nom de l acheteur|acheteur|facture a|nom du convive',
  modifiers:
    'modifiers applied|modifiers|modifier|options|item modifiers|add ons|price point name|variation|variation name|modificateurs|modificateur|extras|supplements|variante|option',
  kind: 'event type|kind|line type|transaction type|sale type|item status|void|voided|is void|cancelled|canceled|refund|refunded|is refund|returned|type d evenement|type de ligne|type de transaction|type de vente|genre|annule|annulee|annulation|rembourse|remboursement|retour|status|statut|etat|type',
  lineId:
    'line id|line item id|item selection id|receipt line id|line number|order line id|id de ligne|numero de ligne|no ligne|sale line id|id',
};

/** Names that may mean it, but have to be confirmed by a person. */
const WEAK: Readonly<Partial<Record<ColumnRole, string>>> = {
  // A total may hold taxes: what is called sales comes first.
  net: 'sales|ventes|vente|sales amount|total sales|ventes totales|total|amount|revenue|value|price|total amount|total price|item total|extended price|montant|montant total|prix|prix total|revenu|revenus|chiffre d affaires',
  quantity: 'count|number|no|sales count|nb|compte',
  dateTime: 'modified|updated at|paid',
  date: 'period|week|periode|semaine',
};

/** Known columns of no use to us, whatever else their names resemble. */
const ZONE = 'time zone|timezone|fuseau horaire|zone horaire';

export interface Meaning {
  role: ColumnRole;
  isSure: boolean;
  /** Smaller is surer, among columns of one role. */
  rank: number;
}

const meanings = new Map<string, Meaning>();
add(WEAK, false);
add(STRONG, true);

function add(words: Readonly<Partial<Record<ColumnRole, string>>>, isSure: boolean): void {
  for (const [role, names] of Object.entries(words)) {
    for (const [rank, name] of names.split('|').entries()) {
      meanings.set(name, { role: role as ColumnRole, isSure, rank });
    }
  }
}

/** What a normalised header means; null when we do not know it. */
export function meaningOf(normalised: string): Meaning | null {
  return meanings.get(normalised) ?? meanings.get(withoutNumber(normalised)) ?? null;
}

/** Roles that several columns may play: their values are all of use. */
export const sharedRoles: ReadonlySet<ColumnRole> = new Set([
  'tax',
  'modifiers',
  'kind',
  'state',
  'ignore',
]);

export const amountRoles: ReadonlySet<ColumnRole> = new Set([
  'gross',
  'discount',
  'net',
  'tax',
  'tip',
]);

export function isNumberRole(role: ColumnRole): boolean {
  return role === 'quantity' || amountRoles.has(role);
}

/** Behind a name that repeats, and a rate behind the name of a tax: `tvq 9 975`. */
const NUMBER = / \d{1,2}(?: \d{1,3})?$/;
const PERCENT =
  /\b(?:percent|percents|percentage|percentages|pct|pourcent|pourcentage|pourcentages)\b/;
const DISCOUNT = /\b(?:discounts?|rabais|remises?|escomptes?|reductions?|markdowns?|promos?)\b/;
const TAX_TOTAL =
  /^(?:total (?:sales )?tax(?:es)?|tax(?:es)? total|taxes totales|taxe totale|total (?:des |de |de la )?taxes?)$/;
const ANY_TAX = /^(?:tax|taxes|tax amount|sales tax|item tax|taxe|montant de taxe)$/;
const REDUCTION =
  /\b(?:refund(?:s|ed)?|return(?:s|ed)?|comp(?:s|ed)?|void(?:s|ed)?|cancellations?|coupons?|promotions?|allowances?|deductions?|rembourse[es]?|remboursements?|retours?|annulations?|offerts?|gratuites?)\b/;
/** With these words it is how many, which, when or why, or what is left. */
const NO_AMOUNT =
  /\b(?:qty|quantity|quantite|qte|counts?|number|numero|no|nb|nombre|units|items|articles|id|code|reason|raison|motif|date|time|heure|by|par|name|nom|type|rate|taux|before|after|avant|apres)\b/;
const UNIT_PRICE = /^(?:prix ht|net price|gross price|price|prix)$/;
const ROW_KIND =
  /^(?:.*\btype\b.*|kind|genre|is refund|void|voided|is void|cancelled|canceled|annule|annulee|annulation)$/;

/** A column of shares or rates: never an amount or a quantity by its name. */
export function isPercentHeader(normalised: string): boolean {
  return PERCENT.test(normalised);
}

export function isDiscountHeader(normalised: string): boolean {
  return DISCOUNT.test(normalised);
}

/** The total of the other taxes; alone it is the tax. */
export function isTaxTotalHeader(normalised: string): boolean {
  return TAX_TOTAL.test(withoutNumber(normalised));
}

/** A tax of no name of its own. */
export function isAnyTaxHeader(normalised: string): boolean {
  return ANY_TAX.test(withoutNumber(normalised));
}

/** What may be taken off gross sales, where its cells are amounts. */
export function isReductionHeader(normalised: string): boolean {
  if (NO_AMOUNT.test(normalised)) return false;
  return REDUCTION.test(normalised) || DISCOUNT.test(normalised);
}

/** What may be the price of one, not of the row. */
export function isUnitPriceHeader(normalised: string): boolean {
  return UNIT_PRICE.test(withoutNumber(normalised));
}

/** A column that says what a row is; any other may say what became of the sale it tells. */
export function isRowKindHeader(normalised: string): boolean {
  return ROW_KIND.test(withoutNumber(normalised));
}

/** Behind a name that repeats. */
export function withoutNumber(normalised: string): string {
  return normalised.replace(NUMBER, '');
}

export function isZoneHeader(normalised: string): boolean {
  return ZONE.split('|').includes(normalised);
}

/** A column that tells places apart: one venue's file has one of them. */
export function isPlaceHeader(normalised: string): boolean {
  return /^(?:location|store|venue|restaurant|location name|store name|etablissement|succursale|emplacement|magasin)$/.test(
    normalised,
  );
}
