import { readMail } from '#modules/mail-in/index.ts';
import { sql } from '#platform/db/sql.ts';
import type { TestCompany } from '../factories.ts';
import type { World } from '../sync/world.ts';

/** The same for every company, its Message-ID included. */
const messages = ['report', 'other'].map(
  (word) =>
    `Message-ID: <${word}@pos.example>\r\nSubject: ${word}\r\n\r\nNothing hangs on this.\r\n`,
);

/** Two messages to the link that is sent files, both set aside. After `fillFiles`, which makes it. */
export async function fillMail(world: World, url: string, company: TestCompany): Promise<void> {
  const { companyId } = company;
  const link = await world.database.withCompany(companyId, (tx) =>
    tx.first<{ token: string }>(
      sql`SELECT identity AS token FROM locations WHERE provider = 'sales-file' LIMIT 1`,
    ),
  );
  for (const body of messages) {
    const kept = await fetch(`${url}/api/v1/inbound/mail/${link?.token}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body,
    });
    if (kept.status !== 202) throw new Error(`mail: ${await kept.text()}`);
    const { mailId } = (await kept.json()) as { mailId: string };
    const { signal } = new AbortController();
    await readMail(world.deps, { companyId, mailId, signal });
  }
}
