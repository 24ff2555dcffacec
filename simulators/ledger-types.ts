/** The shapes of the till ledger. Times are venue wall time, money and quantities decimal texts. */

export interface LedgerVenue {
  name: string;
  /** IANA zone in which every time of the ledger is to be read. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

export interface LedgerModifier {
  code: string;
  name: string;
  /** Per unit of the line. */
  quantity: string;
  unitPrice: string;
}

export interface LedgerTax {
  name: string;
  amount: string;
}

export const LINE_KINDS = ['sale', 'refund', 'void', 'comp'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export interface LedgerLine {
  id: string;
  code: string;
  name: string;
  category: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  /** Total tax of the line. */
  tax: string;
  /** The same tax by name; sums to `tax`. */
  taxes?: LedgerTax[];
  kind: LineKind;
  modifiers: LedgerModifier[];
}

export interface LedgerPayment {
  tender: string;
  /** Without the tip. */
  amount: string;
  tip: string;
}

export const ORDER_STATES = ['closed', 'open', 'void'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export interface LedgerOrder {
  id: string;
  openedAt: string;
  closedAt: string | null;
  updatedAt: string;
  state: OrderState;
  guests: number;
  employee?: string;
  revenueCentre?: string;
  orderType?: string;
  lines: LedgerLine[];
  payments: LedgerPayment[];
}

export interface Ledger {
  venue: LedgerVenue;
  orders: LedgerOrder[];
}
