import type { ColumnMapping, FileLayout, FileQuestion } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';

/** How a file came: by hand, through our own mail server, or from a mail provider. */
export const fileSources = ['upload', 'mail', 'inbound'] as const;
export type FileSource = (typeof fileSources)[number];

/**
 * `received` waits for its reading, `asking` for a person's answer; `unreadable` can be read again
 * when that may help, `duplicate` never needs to be.
 */
export const fileStates = [
  'received',
  'reading',
  'read',
  'asking',
  'unreadable',
  'duplicate',
] as const;
export type FileState = (typeof fileStates)[number];

/** The largest file that is taken. */
export const fileBytesMax: number = 25 * 1024 * 1024;

/** Why a file could not be read. */
export interface FileReason {
  code: string;
  message: Localized;
}

/** One line of a bill as it was understood, for a person to look over. */
export interface PreviewRow {
  receipt: string;
  /** Business date, and the wall time at the venue. */
  businessDate: string;
  wallTime: string;
  kind: string;
  /** Absent where the bill names nobody. */
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

/** What a reading came to; null where nothing was stored yet. */
export interface FileResult {
  runId: string;
  rowCount: number;
  rowsSetAside: number;
  ordersNew: number;
  ordersChanged: number;
  ordersUnchanged: number;
  /** Null for a file without sales. */
  firstDate: string | null;
  lastDate: string | null;
}

/** A file somebody sent, without its bytes. */
export interface SalesFileRecord {
  companyId: string;
  fileId: string;
  venueId: string;
  integrationId: string;
  receivedAtMs: number;
  source: FileSource;
  actor: TimelineActor;
  name: string;
  size: number;
  state: FileState;
  duplicateOf: string | null;
  reason: FileReason | null;
  layout: FileLayout | null;
  mapping: ColumnMapping | null;
  questions: FileQuestion[];
  preview: PreviewRow[];
  warnings: Localized[];
  result: FileResult | null;
  /** It was stored once, even if it waits to be read again. */
  wasRead: boolean;
  settledAtMs: number | null;
  /** The business day a person named for it, where its rows tell no date. */
  day: string | null;
}

const nameLengthMax = 255;

/** A file's name as it can be stored and shown: without folders and control characters. */
export function tidyName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/^.*[\\/]/, '')
    .replace(/\p{Cc}/gu, '')
    .trim();
  const short = [...plain].slice(0, nameLengthMax).join('');
  return short === '' ? 'file' : short.slice(0, nameLengthMax).toWellFormed();
}
