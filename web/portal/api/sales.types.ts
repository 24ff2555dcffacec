/** `future`: the business day has not begun at the venue. */
export type Completeness =
  | 'open'
  | 'complete'
  | 'partial'
  | 'missing'
  | 'no_sales'
  | 'suspicious'
  | 'future';

/** Where a business day begins and its morning ends, by whose clock. */
export interface DayRule {
  timeZone: string;
  cutoff: string;
  morningEnd: string;
}

export interface PartOfDay {
  netMinor: number | null;
  orders: number | null;
  asFirstSeen: null | { netMinor: number; orders: number | null; at?: string };
}

/** How a finished day stands out from the same weekday in the eight weeks before. */
export interface Unusual {
  direction: 'low' | 'high' | 'none';
  usualNetMinor: number;
  sampleDays: number;
  /** Somebody approved the day. */
  isConfirmed: boolean;
}

/** One business day; every figure is null while nothing was read about it (`missing`). */
export interface Day {
  businessDate: string;
  completeness: Completeness;
  /** False before the history of every integration: nothing is known, and nothing lacks. */
  isAsked: boolean;
  /** False when sales came without a time of day: morning and hours are unknown. */
  areTimesTold: boolean;
  /** False when sales came as the sum of a day: how many bills is unknown. */
  areBillsTold: boolean;
  orders: number | null;
  openOrders: number | null;
  guests: number | null;
  grossMinor: number | null;
  discountMinor: number | null;
  compMinor: number | null;
  netMinor: number | null;
  taxMinor: number | null;
  tipMinor: number | null;
  serviceChargeMinor: number | null;
  unbalancedOrders: number | null;
  morning: PartOfDay | null;
  endOfDay: PartOfDay | null;
  categories: { name: string; quantity: string; netMinor: number }[];
  restated: boolean;
  /** Null for a day in line with its weekday, and for one that cannot be judged. */
  unusual: Unusual | null;
  /** Added by hand, and in none of the figures; null when nothing was. */
  adjustmentsMinor: number | null;
}

export interface DaysAnswer {
  currency: string;
  timeZone: string;
  cutoff: string;
  morningEnd: string;
  days: Day[];
}

export interface Figures {
  netMinor?: number | null;
  orders?: number | null;
  morningNetMinor?: number | null;
  [name: string]: unknown;
}

export interface Restatement {
  at: string;
  locationLabel?: string;
  was: Figures;
  now: Figures;
  why: {
    kind: string;
    orderId?: string | null;
    key?: string | null;
    wasNetMinor?: number | null;
    nowNetMinor?: number | null;
    text: string;
  }[];
}

export interface DayDetail extends Day {
  /** `firstSeenRule`: by which it was cut when first seen, where that is no longer today's. */
  morning: (PartOfDay & { firstSeenRule?: DayRule | null }) | null;
  hours: { hour: string; orders: number; netMinor: number }[];
  tenders: { name: string; amountMinor: number; tipMinor: number; count: number }[];
  taxes: { name: string; amountMinor: number }[];
  restatements: Restatement[];
  locations: {
    integrationId: string;
    label: string;
    completeness: Completeness;
    suspicion: string | null;
    /** Its bills of the day that could not be read. */
    setAsideOrders: number;
    netMinor: number | null;
    orders: number | null;
  }[];
  sameWeekdayLastWeek: null | {
    businessDate: string;
    netMinor: number | null;
    orders: number | null;
  };
}

export interface OrderLine {
  kind: 'sale' | 'refund' | 'void' | 'comp';
  itemCode: string;
  itemName: string;
  category: string;
  quantity: string;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  modifiers: { code: string; name: string; quantity: string; unitPriceMinor: number }[];
}

export interface OrderChange {
  at: string;
  kind: string;
  was: Figures | null;
  now: Figures | null;
}

export interface Order {
  id: string;
  /** What people at the till know it by. */
  number: string;
  state: 'closed' | 'open' | 'void';
  gone: boolean;
  openedAt: string;
  /** Told without a time of day: one bill, or all that was sold that day. */
  dayOnly: 'bill' | 'sum' | null;
  closedAt: string | null;
  guests: number;
  employee: string | null;
  revenueCentre: string | null;
  orderType: string | null;
  /** Whom the till names, if anybody. */
  customer: string | null;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  serviceChargeMinor: number;
  balanced: boolean;
  integrationId: string;
  locationLabel: string;
  lines: OrderLine[];
  payments: { tender: string; amountMinor: number; tipMinor: number }[];
  run: { id: string; finishedAt: string | null } | null;
  /** When it was last stored; `firstImportedAt` when it first was. */
  importedAt: string;
  firstImportedAt?: string;
  changes: OrderChange[];
  raw?: unknown;
}

/** A bill that could not be understood: kept with its payload, counted nowhere. */
export interface QuarantinedBill {
  id: string;
  key: string | null;
  reason: string;
  payload: unknown;
  firstSeenAt: string;
  lastSeenAt: string;
  locationId: string;
  locationLabel: string;
  /** The run that read it first. */
  runId: string;
  dismissed: { at: string; by: string | null } | null;
}

export interface PosItem {
  id: string;
  code: string;
  name: string;
  category: string;
  integrationId: string;
  quantity: string;
  netMinor: number;
  share: number;
  firstSoldAt: string | null;
  lastSoldAt: string | null;
}
