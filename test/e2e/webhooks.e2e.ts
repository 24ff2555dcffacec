import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { patient, seen, shownText } from './reading.ts';

const till = { apiKey: 'key-hooks', serial: 'HOO-1001' };
const venue = { name: 'Chez Crochet', timeZone: 'America/Toronto', currency: 'CAD' };

let portal: Portal;
let page: Page;
let receiver: Server;
const received: { signature: string; id: string; timestamp: string; body: string }[] = [];
let status = 500;

beforeAll(async () => {
  const restaurant = { seed: 'hooks', venue, ordersPerDay: 12, from: '2026-05-10' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const header = (name: string) => String(request.headers[name]);
    received.push({
      signature: header('webhook-signature'),
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(status).end(status === 500 ? 'out of order' : '');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await portal.close();
  receiver.close();
});
afterEach((context) => portal.afterTest(context));

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('a webhook is added, tested and sent to again; its secret is shown once', async () => {
  const { venueId } = portal.company;
  page = await portal.openSignedIn(`/v/${venueId}/settings/account`);
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await seen(page.getByText('No webhooks'));
  await button('Add webhook').click();
  const dialog = page.getByRole('dialog');
  const { port } = receiver.address() as AddressInfo;
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
  await dialog.getByLabel('A sales check or an import ended').check();
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await seen(dialog.getByText('Copy this signing secret now.'));
  const secret = await shownText(dialog.locator('code'));
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  await button('Send test').click();
  const card = page.getByRole('region', { name: `http://127.0.0.1:${port}/hook` });
  await seen(card.getByText('Given up'));
  await seen(card.getByText('answered 500'));
  status = 204;
  await card.getByRole('button', { name: 'Send again' }).click();
  await seen(card.getByText('Taken', { exact: true }));
  const [first, second] = received;
  expect(second?.id).toBe(first?.id);
  const { id, timestamp, body, signature } = second ?? { id: '', timestamp: '0', body: '' };
  expect(signature).toBe(new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body));

  await card.getByRole('button', { name: 'Details' }).click();
  await seen(page.getByRole('dialog').getByText('out of order'));
  await seen(page.getByRole('dialog').getByText('"webhook.test"'));
  await page.reload();
  await seen(card.getByText('Taken', { exact: true }));
  expect(await page.content()).not.toContain(secret);
});

test('the newest messages alone stand open; the rest is unfolded', async () => {
  const { items } = await portal.api<{ items: { id: string }[] }>('GET', '/api/v1/webhooks');
  for (let sent = 0; sent < 6; sent += 1) {
    const send = () => portal.api('POST', `/api/v1/webhooks/${items[0]?.id}/test`);
    // One test at a time: the last one is on its way for a moment.
    await vi.waitFor(send, patient);
  }
  const { venueId } = portal.company;
  page = await portal.openSignedIn(`/v/${venueId}/settings/webhooks`, { width: 390 });
  const rows = page.getByRole('main').getByRole('button', { name: 'Details' });
  await seen(rows);
  expect(await rows.count()).toBe(3);
  await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
  expect(await rows.count()).toBeGreaterThanOrEqual(7);
  await button('Show fewer').click();
  expect(await rows.count()).toBe(3);
});

test('the page reads in French', async () => {
  const { venueId } = portal.company;
  page = await portal.openSignedIn(`/v/${venueId}/settings/webhooks`, { language: 'fr' });
  await seen(page.getByText('Vos propres programmes sont prévenus'));
  await seen(page.getByText('Accepté', { exact: true }));
  await seen(button('Envoyer un test'));
});
