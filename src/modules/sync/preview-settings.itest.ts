import { afterEach, expect, test } from 'vitest';
import { sql } from '#platform/db/sql.ts';
import { readFingerprint } from '#test/sync/stored.ts';
import { openWorld, type World } from '#test/sync/world.ts';
import { previewSettings } from './preview-settings.ts';
import { rederiveIntegration } from './rederive-integration.ts';

const till = { apiKey: 'key-a', serial: 'S-1' };
const venue = { name: 'Chez Test', timeZone: 'America/Toronto', currency: 'CAD' };
const restaurant = { seed: 'preview', venue, ordersPerDay: 12, from: '2026-02-20' };

let world: World;
afterEach(() => world.close());

async function importAll(includeModifiers: boolean): Promise<string> {
  world = await openWorld({
    venues: [{ source: { restaurant }, locations: [till] }],
    now: '2026-03-05T18:00:00Z',
  });
  const integrationId = await world.connect({ settings: { includeModifiers, historyMonths: 6 } });
  await world.check(integrationId);
  await world.backfill();
  return integrationId;
}

const preview = (integrationId: string, includeModifiers: boolean) => {
  const { companyId } = world.company;
  return world.database.withCompany(companyId, (tx) =>
    previewSettings(tx, world.deps, { companyId, integrationId, includeModifiers }),
  );
};

/** Line by line, which POS item each sold. */
const soldItems = () =>
  world.database.withCompany(world.company.companyId, (tx) =>
    tx.rows<{ line: string; code: string }>(sql`
      SELECT l.order_id::text || '/' || l.line_no AS line, l.pos_item_code AS code
      FROM order_lines l JOIN orders o ON o.company_id = l.company_id AND o.order_id = l.order_id
      WHERE o.gone_at IS NULL ORDER BY 1`),
  );

test.each([true, false])(
  'the preview of modifiers included: %s is what the change then does, and stores nothing',
  async (next) => {
    const integrationId = await importAll(!next);
    const { companyId } = world.company;
    const before = await readFingerprint(world.database, companyId);
    const was = await soldItems();
    const told = await preview(integrationId, next);
    expect(await readFingerprint(world.database, companyId)).toEqual(before);

    await world.database.withCompany(companyId, (tx) =>
      tx.run(sql`UPDATE integrations SET settings = settings || ${JSON.stringify({ includeModifiers: next })}::jsonb
        WHERE integration_id = ${integrationId}`),
    );
    const { signal } = new AbortController();
    await rederiveIntegration(world.deps, { companyId, integrationId, signal });
    const now = await soldItems();
    expect(now.length).toBe(was.length);
    const changed = now.filter(({ line, code }, index) => {
      expect(was[index]?.line).toBe(line);
      return was[index]?.code !== code;
    });
    expect(changed.length).toBeGreaterThan(0);
    expect(told).toMatchObject({
      lines: was.length,
      linesChanged: changed.length,
      itemsWas: new Set(was.map(({ code }) => code)).size,
      itemsNow: new Set(now.map(({ code }) => code)).size,
    });
    const [example] = told.examples;
    const [parts, whole] = next
      ? [example?.now.names, example?.was.names]
      : [example?.was.names, example?.now.names];
    expect(whole).toHaveLength(1);
    expect(parts?.every((name) => name.startsWith(`${whole?.[0]}`))).toBe(true);
    expect(parts?.some((name) => name.includes(' + '))).toBe(true);
  },
);

test('saying what is already so changes nothing', async () => {
  const integrationId = await importAll(true);
  expect(await preview(integrationId, true)).toMatchObject({ linesChanged: 0, examples: [] });
});
