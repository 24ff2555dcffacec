import { hash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { sql } from '#platform/db/sql.ts';
import type { Portal } from './portal.ts';
import { patient } from './reading.ts';

/** A venue that is sent its sales: files of every fate, a mail without one, a till that calls. */
export interface SentScene {
  venueId: string;
  integrationId: string;
  pushId: string;
  /** Files by what became of them. */
  files: { read: string; asking: string; unreadable: string };
  close(): void;
}

const items = [
  'Date,Time,Category,Item,Qty,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID',
  '2026-05-13,08:12:05,Boissons,Latte,2,LAT,Oat milk,$11.00,-$1.00,$10.00,$1.50,TX1',
  '2026-05-13,08:12:05,Boulangerie,Scone,1,SCO,,$3.50,$0.00,$3.50,$0.52,TX1',
  '2026-05-13,12:40:00,Boissons,Tisane,1,TEA,,$4.00,$0.00,$4.00,$0.60,TX2',
  '2026-05-14,09:00:00,Boissons,Latte,1,LAT,,$5.50,$0.00,$5.50,$0.82,TX3',
];
const mix = [
  'Alpha;Beta;Gamma;Delta',
  '06/05/2026;Latte;2;11,00',
  '06/05/2026;Scone;3;10,50',
  '07/05/2026;Latte;1;5,50',
];

/** What the tour of a French reader may meet there that nobody translates. */
export const sentWords: readonly string[] = ['Latte', 'Scone', 'Tisane', 'Alpha', 'Beta', 'Gamma'];

export async function openSentScene(
  portal: Portal,
  venue: { name: string; timeZone: string; currency: string },
): Promise<SentScene> {
  const { id: venueId } = await portal.api<{ id: string }>('POST', '/api/v1/venues', venue);
  const link = async (provider: string, settings: object) => {
    const path = `/api/v1/venues/${venueId}/integrations`;
    const body = { provider, credentials: {}, settings };
    return (await portal.api<{ id: string }>('POST', path, body)).id;
  };
  const receiver = await refuseWebhooks(portal);
  const integrationId = await link('sales-file', { includeModifiers: true });
  const pushId = await link('push', {});
  const at = `/api/v1/integrations/${integrationId}/files`;
  const send = async (name: string, lines: readonly string[], state: string) => {
    const response = await fetch(`${portal.url}${at}?name=${name}`, {
      method: 'POST',
      headers: { ...portal.company.headers, 'content-type': 'application/octet-stream' },
      body: `${lines.join('\r\n')}\r\n`,
    });
    const { id } = (await response.json()) as { id: string };
    const settled = async () =>
      expect(await portal.api('GET', `${at}/${id}`)).toMatchObject({ state });
    await vi.waitFor(settled, patient);
    return id;
  };
  const files = {
    read: await send('articles-2026-05.csv', items, 'read'),
    asking: await send('mix.csv', mix, 'asking'),
    unreadable: await send('notes.csv', ['quelques mots'], 'unreadable'),
  };
  const switchedOff = async () =>
    expect((await portal.api<{ items: object[] }>('GET', '/api/v1/webhooks')).items).toContainEqual(
      expect.objectContaining({ disabledReason: 'gone' }),
    );
  await vi.waitFor(switchedOff, patient);
  await setMailAside(portal, { venueId, integrationId });
  return { venueId, integrationId, pushId, files, close: () => void receiver.close() };
}

async function setMailAside(
  portal: Portal,
  { venueId, integrationId }: { venueId: string; integrationId: string },
): Promise<void> {
  const { companyId } = portal.company;
  const nowMs = portal.clock.now();
  const raw = Buffer.from('Subject: Fermeture\r\n\r\nBonsoir');
  const reason = {
    code: 'no_file',
    message: {
      en: 'No sales file is in this message. Have the till attach its report as CSV, XLSX or XLS.',
      fr: 'Ce message ne contient aucun fichier de ventes. Faites joindre par la caisse son rapport en CSV, XLSX ou XLS.',
    },
  };
  await portal.database.withCompany(companyId, (tx) =>
    tx.run(sql`
      INSERT INTO inbound_messages (company_id, mail_id, venue_id, integration_id, received_at,
        source, sender, identity_hash, raw, size, state, subject, reason, parts, settled_at)
      VALUES (${companyId}, ${newId(nowMs)}, ${venueId}, ${integrationId}, ${new Date(nowMs)},
        'mail', 'caisse@comptoir.example', ${hash('sha256', raw, 'buffer')}, ${raw}, ${raw.length},
        'set_aside', 'Fermeture', ${JSON.stringify(reason)}, '[]', ${new Date(nowMs)})
    `),
  );
}

/** Two webhooks: one whose receiver refuses what it is told, and one that says it is gone. */
async function refuseWebhooks(portal: Portal): Promise<Server> {
  const receiver = createServer((request, response) => {
    response.writeHead(request.url === '/gone' ? 410 : 503).end('hors service');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  for (const [place, eventTypes] of [
    ['books', ['run.finished', 'day.restated']],
    ['gone', ['integration.status_changed']],
  ] as const) {
    const url = `http://127.0.0.1:${port}/${place}`;
    await portal.api('POST', '/api/v1/webhooks', { url, eventTypes });
  }
  return receiver;
}
