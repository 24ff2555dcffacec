import type { Clock } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Mailer } from '#platform/mail/mail.ts';

/** What notices need from elsewhere. */
export interface NoticeDeps {
  database: Database;
  clock: Clock;
  log: Log;
  /** Null without a mail server: notices wait, and are shown in the portal. */
  mailer: Mailer | null;
  /** Where people reach the portal; without a trailing slash. */
  publicUrl: string;
  /** Hides every secret the process knows. */
  redact: (text: string) => string;
  /** Whom to call about a provider; null when no connector of this version knows it. */
  findContact: (provider: string) => Localized | null;
}
