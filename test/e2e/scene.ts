import { expect, vi } from 'vitest';
import { addDays } from '#kernel/business-day.ts';
import type { LedgerOrder } from '#simulators/ledger.ts';
import { makeCompany, type TestCompany } from '../factories.ts';
import { callOff } from './call-off.ts';
import { openPortal, type Portal, startedAt, today } from './portal.ts';
import { patient } from './reading.ts';
import { openSentScene, type SentScene, sentWords } from './sent-scene.ts';

/** A day of the busy venue that changed after it had been seen, one without sales, one unread. */
export const restatedDay = '2026-05-13';
export const quietDay = '2026-05-04';
/** Of the failing venue: its till suddenly forgot nearly all bills of this day. */
export const suspiciousDay = '2026-05-14';
export const unreadDay = '2026-01-15';

const zone = { currency: 'CAD' };
const laurier = { name: 'Bistro Laurier', timeZone: 'America/Toronto', ...zone };
const port = { name: 'Bar du Port', timeZone: 'America/Vancouver', ...zone };
const parc = { name: 'Terrasse du Parc', timeZone: 'America/Toronto', ...zone };
const quai = { name: 'Café du Quai', timeZone: 'America/Toronto', ...zone };
const comptoir = { name: 'Comptoir Saint-Roch', timeZone: 'America/Toronto', ...zone };
const laurierTills = [
  { apiKey: 'key-laurier', serial: 'LAU-1001' },
  { apiKey: 'key-laurier', serial: 'LAU-1002' },
];
const portTill = { apiKey: 'key-port', serial: 'PRT-2001' };
const quaiTill = { apiKey: 'key-quai', serial: 'QUA-4001' };
const parcTill = { apiKey: 'key-parc', serial: 'PRC-3001' };

/** A company with something of everything to look at, and one that has just begun. */
export interface Scene {
  portal: Portal;
  /** Two tills, months of sales, a restated day, open bills. */
  busy: { venueId: string; integrationId: string; billId: string };
  /** Its till cannot be reached. */
  failing: { venueId: string; integrationId: string };
  /** Its history is still being imported, from a slow till. */
  importing: { venueId: string; integrationId: string };
  /** Its till failed for so long that it was called off. */
  calledOff: { venueId: string; integrationId: string };
  /** It is sent its sales. */
  sent: SentScene;
  newcomer: TestCompany;
  /** What tills, venues and people are called, whatever the reader's language. */
  ownWords: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const house = (seed: string, venue: typeof laurier, ordersPerDay: number, from: string) => ({
    restaurant: { seed, venue, ordersPerDay, from },
  });
  const portal = await openPortal({
    company: { name: 'Maison Laurier', ownerEmail: 'olive@maison-laurier.example' },
    venues: [
      { source: house('laurier', laurier, 130, '2026-02-10'), locations: laurierTills },
      { source: house('port', port, 60, '2026-03-20'), shape: 'lines', locations: [portTill] },
      { source: house('parc', parc, 40, '2025-04-01'), shape: 'orders', locations: [parcTill] },
      { source: house('quai', quai, 10, '2026-05-08'), locations: [quaiTill] },
    ],
  });
  closeForADay(portal, quietDay);
  const { venueId } = portal.company;
  await portal.api('PATCH', `/api/v1/venues/${venueId}`, { name: laurier.name });
  const [portVenue, parcVenue] = [await addVenue(portal, port), await addVenue(portal, parc)];
  const busy = await connect(portal, venueId, laurierTills, { historyFrom: '2026-02-10' });
  const failing = await connect(portal, portVenue, [portTill], { historyFrom: '2026-03-20' });
  const quaiVenue = await addVenue(portal, quai);
  const calledOff = await connect(portal, quaiVenue, [quaiTill], { historyFrom: '2026-05-08' });
  const imported = [busy, failing, calledOff];
  await Promise.all(imported.map((each) => healthy(portal, each.integrationId)));
  await callOff(portal, calledOff.integrationId, quaiTill.serial);
  const slow = { kind: 'slow', call: 'sales', latencyMs: 50_000 } as const;
  portal.sandbox.control.addFault({ ...slow, serial: parcTill.serial, afterRequests: 12 });
  const importing = await connect(portal, parcVenue, [parcTill], { historyMonths: 12 });
  const billId = await restate(portal, busy);
  await forgetBills(portal, failing);
  portal.sandbox.control.addFault({ kind: 'venue_offline', serial: portTill.serial });
  await portal.api('POST', `/api/v1/integrations/${failing.integrationId}/sync`);
  await until(portal, failing.integrationId, { status: 'Failed' });
  await until(portal, importing.integrationId, { backfill: { state: 'running' } });
  await addPeopleAndKeys(portal);
  const sent = await openSentScene(portal, comptoir);
  const newcomer = await makeCompany(portal.database, {
    ...{ name: 'Chez Nadia', ownerEmail: 'nadia@chez-nadia.example' },
    nowMs: Date.parse(startedAt),
  });
  return {
    ...{ portal, busy: { ...busy, billId }, failing, importing, calledOff, sent, newcomer },
    ownWords: collectOwnWords(portal),
    async close() {
      sent.close();
      await portal.close();
    },
  };
}

async function addVenue(portal: Portal, venue: typeof laurier): Promise<string> {
  return (await portal.api<{ id: string }>('POST', '/api/v1/venues', venue)).id;
}

async function connect(
  portal: Portal,
  venueId: string,
  locations: readonly { apiKey: string; serial: string }[],
  history: { historyFrom: string } | { historyMonths: number },
): Promise<{ venueId: string; integrationId: string }> {
  const path = `/api/v1/venues/${venueId}/integrations`;
  const settings = { includeModifiers: true, ...history };
  const body = { provider: 'cluster', credentials: { locations }, settings };
  const { id } = await portal.api<{ id: string }>('POST', path, body);
  return { venueId, integrationId: id };
}

/** Months of history take their time on a busy machine. */
const imports = { ...patient, timeout: 90_000 };

const healthy = (portal: Portal, id: string) =>
  becomes(
    portal,
    `/api/v1/integrations/${id}`,
    { status: 'Healthy', backfill: { state: 'done' } },
    imports,
  );

const until = (portal: Portal, id: string, wanted: object) =>
  becomes(portal, `/api/v1/integrations/${id}`, wanted);

const becomes = (portal: Portal, path: string, wanted: object, patience = patient) =>
  vi.waitFor(async () => expect(await portal.api('GET', path)).toMatchObject(wanted), patience);

/** Bills of a business day of the busy venue, as its tills tell them. */
function billsOf(portal: Portal, date: string): LedgerOrder[] {
  const [from, to] = [`${date}T05:00:00`, `${addDays(date, 1)}T05:00:00`];
  return laurierTills
    .flatMap(({ serial }) =>
      [date, addDays(date, 1)].flatMap((opened) =>
        portal.sandbox.control.listOrders({ date: opened, serial }),
      ),
    )
    .filter(({ openedAt }) => openedAt >= from && openedAt < to);
}

/** Names on the menu and of what one pays with, from a month of bills. */
function collectOwnWords(portal: Portal): Set<string> {
  const words = new Set<string>(sentWords);
  for (let age = 0; age < 30; age += 1) {
    for (const order of portal.sandbox.control.listOrders({ date: addDays(today, -age) })) {
      for (const line of order.lines) {
        for (const word of [line.name, line.category]) words.add(word);
        for (const modifier of line.modifiers) words.add(modifier.name);
      }
      for (const payment of order.payments) words.add(payment.tender);
    }
  }
  return words;
}

function closeForADay(portal: Portal, date: string): void {
  for (const { id } of billsOf(portal, date)) portal.sandbox.control.removeOrder(id);
}

/** The till of the failing venue forgets two days, of which a check then wants nothing to know. */
async function forgetBills(
  portal: Portal,
  failing: { venueId: string; integrationId: string },
): Promise<void> {
  const { control } = portal.sandbox;
  const { serial } = portTill;
  for (const date of ['2026-05-13', suspiciousDay]) {
    for (const { id } of control.listOrders({ date, serial })) control.removeOrder(id, serial);
  }
  await portal.api('POST', `/api/v1/integrations/${failing.integrationId}/sync`);
  const day = `/api/v1/venues/${failing.venueId}/sales/days/${suspiciousDay}`;
  await becomes(portal, day, { completeness: 'suspicious' });
}

/** A bill is voided and another edited after their day had been seen; answers the edited one's id. */
async function restate(
  portal: Portal,
  busy: { venueId: string; integrationId: string },
): Promise<string> {
  const { control } = portal.sandbox;
  const closed = billsOf(portal, restatedDay).filter(
    (bill) =>
      bill.state === 'closed' &&
      bill.lines.some((line) => line.modifiers.length > 0) &&
      bill.lines.length > 2 &&
      bill.lines[0]?.kind === 'sale',
  );
  const [voided, edited] = closed;
  if (!voided || !edited) throw new Error('the day has too few bills');
  control.addFault({ kind: 'void_after_close', id: voided.id, serial: serialOf(portal, voided) });
  control.addFault({ kind: 'edited_order', id: edited.id, serial: serialOf(portal, edited) });
  await portal.api('POST', `/api/v1/integrations/${busy.integrationId}/sync`);
  const day = `/api/v1/venues/${busy.venueId}/sales/days/${restatedDay}`;
  await becomes(portal, day, { restated: true });
  const bills = await portal.api<{ items: { id: string; key: string }[] }>(
    'GET',
    `/api/v1/venues/${busy.venueId}/sales/orders?businessDate=${restatedDay}&limit=200`,
  );
  const bill = bills.items.find((each) => each.key === edited.id);
  if (!bill) throw new Error('the edited bill is not among those of its day');
  return bill.id;
}

function serialOf(portal: Portal, order: LedgerOrder): string {
  const date = order.openedAt.slice(0, 10);
  const till = laurierTills.find(({ serial }) =>
    portal.sandbox.control.listOrders({ date, serial }).some(({ id }) => id === order.id),
  );
  if (!till) throw new Error(`no till has the bill ${order.id}`);
  return till.serial;
}

async function addPeopleAndKeys(portal: Portal): Promise<void> {
  for (const [name, role] of [
    ['Marc Tremblay', 'manager'],
    ['Vera Viau', 'viewer'],
  ] as const) {
    const email = `${name.split(' ')[0]?.toLowerCase()}@maison-laurier.example`;
    await portal.api('POST', '/api/v1/members', { email, name, role });
  }
  const scopes = ['venues:read', 'sales:read'];
  await portal.api('POST', '/api/v1/api-keys', { name: 'Payroll export', scopes });
}
