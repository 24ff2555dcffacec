import type { Problem } from './integration.types.ts';

export const columnRoles = [
  'date',
  'time',
  'dateTime',
  'receipt',
  'code',
  'name',
  'category',
  'modifiers',
  'quantity',
  'gross',
  'discount',
  'net',
  'tax',
  'tip',
  'tender',
  'customer',
  'kind',
  'state',
  'lineId',
  'ignore',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

type FileState = 'received' | 'reading' | 'read' | 'asking' | 'unreadable' | 'duplicate';

export type FileReason = Pick<Problem, 'code' | 'message'>;

export interface FileResult {
  runId: string;
  rowCount: number;
  rowsSetAside: number;
  ordersNew: number;
  ordersChanged: number;
  ordersUnchanged: number;
  firstDate: string | null;
  lastDate: string | null;
}

/** A file somebody sent, as a list tells of it. */
export interface SalesFile {
  id: string;
  integrationId: string;
  venueId: string;
  name: string;
  size: number;
  source: 'upload' | 'mail' | 'inbound';
  receivedAt: string;
  sentBy: string | null;
  state: FileState;
  reason: FileReason | null;
  duplicateOf: string | null;
  result: FileResult | null;
  warnings: string[];
  settledAt: string | null;
}

export interface FileColumn {
  header: string;
  /** What the mapping calls it. */
  normalised: string;
  role: ColumnRole | null;
  samples: string[];
}

export interface FileQuestion {
  kind: 'missing_role' | 'ambiguous_date' | 'ambiguous_decimal' | 'told_otherwise';
  role?: ColumnRole;
  /** The column we suppose, or the one in question; by its `normalised` name. */
  column?: string;
  message: string;
  examples: string[];
  /** Whether the day of all rows answers too; then the examples are dates it may be. */
  isDayEnough?: boolean;
  /** The possible answers; each example as a date or a plain decimal, null where it is neither. */
  readings?: { answer: string; examples: (string | null)[] }[];
}

export interface ColumnMapping {
  columns: Record<string, ColumnRole>;
  dateOrder?: string;
  decimal?: string;
  sheet?: string;
  /** `received`, `before`, `ask` or a date: the business day of all rows, where they tell none. */
  day?: string;
  /** `replace` or `add`: what other files told of the same days in another form. */
  beside?: string;
}

/** One line of a bill as it was understood. */
export interface FileRow {
  receipt: string;
  businessDate: string;
  wallTime: string;
  kind: string;
  customer?: string;
  itemCode: string;
  itemName: string;
  category: string;
  modifiers: string[];
  quantity: string;
  grossMinor: number;
  discountMinor: number;
  netMinor: number;
  taxMinor: number;
}

export interface FileLayout {
  key: string;
  columns: FileColumn[];
  /** Of a workbook with several sheets. */
  sheets?: string[];
}

export interface SalesFileDetail extends SalesFile {
  layout: FileLayout | null;
  mapping: ColumnMapping | null;
  questions: FileQuestion[];
  rows: FileRow[];
}

/** How a file would be read with a mapping. */
export interface FilePreview {
  kind: 'read' | 'ask' | 'unreadable';
  reason: FileReason | null;
  layout: FileLayout | null;
  mapping: ColumnMapping | null;
  questions: FileQuestion[];
  rows: FileRow[];
  rowCount: number | null;
  firstDate: string | null;
  lastDate: string | null;
  skippedCount: number;
  skipped: { row: number; text: string; reason: string }[];
  warnings: string[];
}

/** A message that was sent to an integration's address. */
export interface InboundMail {
  id: string;
  receivedAt: string;
  sender: string | null;
  subject: string | null;
  state: string;
  reason: FileReason | null;
  parts: { name: string; reason: FileReason | null }[];
}
