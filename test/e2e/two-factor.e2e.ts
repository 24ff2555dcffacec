import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { testPassword } from '../factories.ts';
import { openPortal, type Portal } from './portal.ts';
import { patient, seen, settled, shownText } from './reading.ts';

const till = { apiKey: 'key-codes', serial: 'COD-1001' };
const venue = { name: 'Chez Code', timeZone: 'America/Toronto', currency: 'CAD' };
const stepMs = 30_000;

let portal: Portal;
let page: Page;

beforeAll(async () => {
  const restaurant = { seed: 'codes', venue, ordersPerDay: 12, from: '2026-05-10' };
  portal = await openPortal({ venues: [{ source: { restaurant }, locations: [till] }] });
});
afterAll(() => portal.close());
afterEach((context) => portal.afterTest(context));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

/** The six digits an authenticator app shows now (RFC 6238: SHA-1, 30 seconds). */
function codeOf(secret: string): string {
  const bits = [...secret.replaceAll('=', '')]
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('');
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2),
  );
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(systemClock.now() / stepMs)));
  const digest = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

async function signIn(email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button('Sign in').click();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /Your menu$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await seen(page.getByRole('heading', { name: 'Sign in' }));
}

test('two-factor sign-in is set up with a proof, then asks for the code; a backup code works once', async () => {
  const { owner, venueId } = portal.company;
  page = await portal.openSignedIn(`/v/${venueId}/settings/account`);
  const card = page.getByRole('region', { name: 'Two-factor sign-in' });
  await seen(card.getByText('Off', { exact: true }));
  await card.getByLabel('Your password').fill('wrong');
  await card.getByRole('button', { name: 'Set up' }).click();
  await seen(card.getByRole('alert'));
  await card.getByLabel('Your password').fill(owner.password);
  await card.getByRole('button', { name: 'Set up' }).click();
  await seen(card.getByRole('img', { name: 'QR code for your authenticator app' }));
  const secret = await shownText(card.locator('code'));
  const backupCodes = await card.getByRole('list').getByRole('listitem').allInnerTexts();
  expect(backupCodes.length).toBeGreaterThan(5);
  await card.getByLabel('Six-digit code').fill('000000');
  await card.getByRole('button', { name: 'Turn on' }).click();
  await seen(card.getByText('This code is not right or no longer valid.'));
  await card.getByLabel('Six-digit code').fill(codeOf(secret));
  await card.getByRole('button', { name: 'Turn on' }).click();
  await seen(card.getByText('On', { exact: true }));

  await signOut();
  await signIn(owner.email, owner.password);
  await seen(page.getByRole('heading', { name: 'Enter your code' }));
  await page.goto(`/v/${venueId}/sales`);
  await seen(page.getByRole('heading', { name: 'Sign in' }));
  await signIn(owner.email, owner.password);
  await field('Six-digit code').fill('000000');
  await button('Verify').click();
  await seen(page.getByRole('alert').getByText('This code is not right or no longer valid.'));
  await field('Six-digit code').fill(codeOf(secret));
  await button('Verify').click();
  await seen(page.getByRole('button', { name: /Your menu$/ }));

  await signOut();
  await signIn(owner.email, owner.password);
  await button('Use a backup code instead').click();
  await field('Backup code').fill(backupCodes[0] ?? '');
  await button('Verify').click();
  await seen(page.getByRole('button', { name: /Your menu$/ }));

  await signOut();
  await signIn(owner.email, owner.password);
  await button('Use a backup code instead').click();
  await field('Backup code').fill(backupCodes[0] ?? '');
  await button('Verify').click();
  await seen(page.getByRole('alert'));
});

test('a viewer reads everything and is offered nothing that writes', async () => {
  const { venueId } = portal.company;
  const { id } = await portal.api<{ id: string }>(
    'POST',
    `/api/v1/venues/${venueId}/integrations`,
    { provider: 'cluster', credentials: { locations: [till] }, settings: { historyMonths: 6 } },
  );
  const email = 'viewer@example.com';
  const member = await portal.api<{ password?: string }>('POST', '/api/v1/members', {
    ...{ email, name: 'Vera Viewer', role: 'viewer' },
  });
  expect(member.password, 'the first password is answered').not.toBe(testPassword);
  page = await portal.openPage(`/v/${venueId}/settings/integrations`);
  await signIn(email, member.password ?? '');
  const main = page.getByRole('main');
  await seen(page.getByRole('article').or(main.getByRole('heading', { name: 'Cluster' })));

  await expect
    .poll(() => portal.api('GET', `/api/v1/integrations/${id}`), patient)
    .toMatchObject({ status: 'Healthy', backfill: { state: 'done' } });
  for (const [path, heading] of [
    ['settings/integrations', 'POS Integrations'],
    [`settings/integrations/${id}`, 'Cluster'],
    ['settings', 'Venue Settings'],
    ['sales', 'May 2026'],
    ['menu', 'Menu'],
  ] as const) {
    await page.goto(`/v/${venueId}/${path}`);
    await seen(main.getByRole('heading', { name: heading, level: 1 }));
    await settled(page);
    const buttons = await main.getByRole('button', { disabled: false }).allInnerTexts();
    const links = await main.getByRole('link').allInnerTexts();
    const writing = /refresh|edit|save|add|cancel|restart|remove|deactivate|restore|resume|create/i;
    expect(
      [...buttons, ...links].filter((name) => writing.test(name)),
      path,
    ).toEqual([]);
  }
  for (const [path, who] of [
    ['settings/integrations/add', 'Only an owner or a manager can do this.'],
    ['settings/members', 'Only an owner can do this.'],
    ['settings/api-keys', 'Only an owner can do this.'],
  ] as const) {
    await page.goto(`/v/${venueId}/${path}`);
    await seen(main.getByText(who));
    await settled(page);
    await seen(main.getByRole('link', { name: /^Back to (Venue Settings|POS Integrations)$/ }));
    expect(await main.getByRole('button').count(), path).toBe(0);
    expect(await main.getByRole('combobox').count(), path).toBe(0);
  }
});
