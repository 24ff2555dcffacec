import type { Localized } from '#kernel/localized.ts';

/** `received` waits for its reading; `set_aside` gave no sales file, and says why. */
export const mailStates = ['received', 'read', 'set_aside'] as const;
export type MailState = (typeof mailStates)[number];

/** Through our own mail server, or handed over by HTTP. */
export type MailSource = 'mail' | 'inbound';

export interface MailReason {
  code: string;
  message: Localized;
}

/** Something found in a message: a file that went on to be read, or one that did not, and why. */
export type MailPart =
  | { name: string; size: number; fileId: string; isDuplicate: boolean }
  | { name: string; size: number; reason: MailReason };

/** A message as one integration received it, without its bytes. */
export interface InboundMail {
  companyId: string;
  mailId: string;
  venueId: string;
  integrationId: string;
  receivedAtMs: number;
  source: MailSource;
  /** The envelope's sender: empty for bounces, null where there was no envelope. */
  sender: string | null;
  deliveryCount: number;
  size: number;
  state: MailState;
  /** A person said that it is to be read whatever it looks like. */
  isVouched: boolean;
  subject: string | null;
  reason: MailReason | null;
  parts: MailPart[];
  settledAtMs: number | null;
}

/** How much of what comes by mail is looked at. */
export const mailLimits = {
  /** A message as it comes, so that a file of some 22 MB fits in as base64. */
  messageBytesMax: 30 * 1024 * 1024,
  /** Of one integration within 24 hours; what exceeds it is asked to come later. */
  messagesPerDayMax: 500,
  bytesPerDayMax: 1024 * 1024 * 1024,
  /** MIME parts over all messages inside the message. */
  partsMax: 1_000,
  /** Sales files in one message. */
  filesMax: 200,
  fileBytesMax: 25 * 1024 * 1024,
  /** What zips may unpack to, together. */
  unpackedBytesMax: 100 * 1024 * 1024,
  zipEntriesMax: 2_000,
  /** Messages inside messages, zips inside zips. */
  messageDepthMax: 8,
  zipDepthMax: 2,
  headerBytesMax: 1024 * 1024,
  /** From handing a message to the reading thread until its answer. */
  readMs: 30_000,
  heapMb: 512,
} as const;
