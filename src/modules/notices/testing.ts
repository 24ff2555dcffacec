import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { createLog } from '#platform/log/log.ts';
import { redact } from '#platform/log/redactor.ts';
import { createSmtpMailer, type MailTimes } from '#platform/mail/smtp-mailer.ts';
import type { TestCompany } from '#test/factories.ts';
import type { TestSmtpServer } from '#test/smtp-server.ts';
import type { NoticeDeps } from './deps.ts';
import { type LinkNoticeKind, type NoticePayload, recordNotice } from './notice.store.ts';
import { savePreferences } from './preferences.store.ts';
import { defaultPreferences, type NoticePreferences } from './preferences.ts';

/** How long the test's mailer waits for anything. */
export const quickTimes = { untilTextMs: 500, answerMs: 500, stopMs: 50 };

export function noticeDeps(parts: {
  database: Database;
  clock: Clock;
  smtp: Pick<TestSmtpServer, 'server'> | null;
  times?: MailTimes;
}): NoticeDeps {
  const { database, clock, smtp, times = quickTimes } = parts;
  return {
    ...{ database, clock, redact },
    log: createLog({ level: 'silent' }),
    mailer: smtp === null ? null : createSmtpMailer(smtp.server, times),
    publicUrl: 'https://till.example.com',
    findContact: () => ({ en: 'Cluster: call 555.', fr: 'Cluster : appelez 555.' }),
  };
}

/**
 * Writes one notice as a transition of an integration does.
 * @param afterwards done in the same transaction.
 * @returns its cause.
 */
export async function tell(
  database: Database,
  company: TestCompany,
  notice: {
    nowMs: number;
    kind?: LinkNoticeKind;
    cause?: string;
    payload?: Partial<NoticePayload>;
  },
  afterwards: () => Promise<void> = async () => undefined,
): Promise<string> {
  const { nowMs, kind = 'integration_called_off', cause = newId() } = notice;
  const { companyId, venueId } = company;
  const at = new Date(nowMs).toISOString();
  const message = { en: 'The key is refused.', fr: 'La clé est refusée.' };
  const payload: NoticePayload = {
    ...{ venueId, integrationId: newId(), provider: 'cluster', providerName: 'Cluster' },
    ...{ nickname: 'Bar', at, failingSince: at, failureCount: 5 },
    problem: { kind: 'auth', code: 'cluster.key_refused', message },
    ...notice.payload,
  };
  await database.withCompany(companyId, async (tx) => {
    await recordNotice(tx, { companyId, kind, cause, payload, nowMs });
    await afterwards();
  });
  return cause;
}

/** What one person wishes, the rest as nobody chose it; without waiting for other notices. */
export async function wish(
  database: Database,
  person: { companyId: string; userId: string },
  preferences: Partial<NoticePreferences>,
): Promise<void> {
  await database.withCompany(person.companyId, (tx) =>
    savePreferences(tx, {
      ...person,
      preferences: { ...defaultPreferences, gatherMinutes: 0, language: 'en', ...preferences },
      nowMs: 0,
    }),
  );
}

/** Adds somebody to a company. */
export async function addPerson(
  database: Database,
  company: TestCompany,
  person: { name: string; role: 'owner' | 'manager' | 'viewer' },
): Promise<{ userId: string; email: string; companyId: string }> {
  const { companyId } = company;
  const userId = newId();
  const email = `${userId}@example.com`;
  const now = new Date(0);
  await database.withCompany(companyId, async (tx) => {
    await tx.run(sql`
      INSERT INTO auth.users (id, name, email, created_at, updated_at)
      VALUES (${userId}, ${person.name}, ${email}, ${now}, ${now})`);
    await tx.run(sql`
      INSERT INTO memberships (company_id, user_id, role, created_at)
      VALUES (${companyId}, ${userId}, ${person.role}, ${now})`);
  });
  return { userId, email, companyId };
}

/** Ends somebody's membership. */
export async function removePerson(
  database: Database,
  person: { companyId: string; userId: string },
): Promise<void> {
  await database.withCompany(person.companyId, (tx) =>
    tx.run(sql`
      DELETE FROM memberships
      WHERE company_id = ${person.companyId} AND user_id = ${person.userId}`),
  );
}

/** State and error of each of the company's mails, oldest first. */
export async function mailsOf(
  database: Database,
  companyId: string,
): Promise<{ state: string; attempt: number; error: string | null }[]> {
  return database.withCompany(companyId, (tx) =>
    tx.rows(sql`
      SELECT state, attempt, last_error AS error FROM notice_mails
      WHERE company_id = ${companyId} ORDER BY created_at, mail_id`),
  );
}
