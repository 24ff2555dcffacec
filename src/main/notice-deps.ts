import type { Clock } from '#kernel/clock.ts';
import type { NoticeDeps } from '#modules/notices/index.ts';
import type { Config } from '#platform/config/config.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { redact } from '#platform/log/redactor.ts';
import { createSmtpMailer } from '#platform/mail/smtp-mailer.ts';
import type { AppDeps } from './deps.ts';

/** What notices are handed: the configured mail server if there is one, and the vendors' contacts. */
export function createNoticeDeps(parts: {
  config: Pick<Config, 'mail' | 'publicUrl'>;
  database: Database;
  clock: Clock;
  log: Log;
  vendors: AppDeps['vendors'];
}): NoticeDeps {
  const { config, vendors, ...rest } = parts;
  return {
    ...rest,
    mailer: config.mail === null ? null : createSmtpMailer(config.mail),
    publicUrl: config.publicUrl,
    redact,
    findContact: (provider) => vendors.find(provider)?.describe.vendorContact ?? null,
  };
}
