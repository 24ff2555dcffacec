import type { Localized } from '#kernel/localized.ts';
import type { FindApprovedDates } from '#modules/sales/index.ts';
import type { VenueHooks } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';

/** The files of one active link that wait for somebody. */
export interface WaitingFiles {
  integrationId: string;
  asking: number;
  /** One of them. */
  askingFileId: string | null;
  unreadable: number;
  unreadableFileId: string | null;
}

/** What the overview needs from elsewhere: most of it belongs to modules further right. */
export interface OverviewHooks {
  /** A provider's name for people; its id when the provider is no longer known. */
  nameProvider: (provider: string) => Localized;
  /** How a provider's sales come by themselves; null where the till is asked for them. */
  findSentAs: (provider: string) => 'file' | 'push' | null;
  findRecomputations: VenueHooks['findRecomputations'];
  findApprovedDates: FindApprovedDates;
  /** Files that ask, and those since then that could not be read. */
  findWaitingFiles: (tx: Tx, sinceMs: number) => Promise<WaitingFiles[]>;
  /** Mails since then from which no file was taken. */
  findStrayMails: (tx: Tx, sinceMs: number) => Promise<{ integrationId: string; count: number }[]>;
}
