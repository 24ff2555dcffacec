import { approveDay } from '#modules/reconciliation/index.ts';
import type { TestCompany } from '../factories.ts';
import type { World } from '../sync/world.ts';

/** The same line for every company, sent for a day that somebody approved. */
const date = '2026-03-02';
const lineOf = (id: string) => ({
  ...{ id, date: `${date}T12:00:00`, title: 'Soup' },
  ...{ quantity: 1, total: '4.00' },
});

/** A second venue with a till that calls, and a line that is held back of it. */
export async function fillHeldBack(world: World, url: string, company: TestCompany): Promise<void> {
  const post = async (path: string, body: unknown): Promise<{ id: string }> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { ...company.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const { id: venueId } = await post('/api/v1/venues', {
    ...{ name: 'Kiosk', timeZone: 'UTC', currency: 'CAD' },
  });
  const venue = `/api/v1/venues/${venueId}`;
  await post(`${venue}/integrations`, { provider: 'push', credentials: {}, settings: {} });
  await post(`${venue}/sales`, [lineOf('1')]);
  const { companyId } = company;
  const day = { companyId, venueId, businessDate: date };
  const decision = { ...day, actor: { kind: 'system' } as const, nowMs: world.clock.now() };
  await world.database.withCompany(companyId, (tx) => approveDay(tx, decision, ''));
  await post(`${venue}/sales`, [lineOf('2')]);
}
