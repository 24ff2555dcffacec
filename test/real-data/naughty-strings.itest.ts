import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { menuRoutes } from '#modules/menu/index.ts';
import { startTestServer, type TestServer } from '../http-server.ts';
import { type Mailbox, type MailWorld, openMailWorld } from '../mail/mail-world.ts';
import { attachment, message } from '../mail/mime-zoo.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const file = join('payloads', 'blns.json');
const slowly = { timeout: 120_000 };

describe.runIf(hasRealData(file))('naughty strings', () => {
  let world: MailWorld;
  let box: Mailbox;
  let server: TestServer;
  let strings: string[];

  beforeAll(async () => {
    const all: string[] = JSON.parse(readFileSync(join(realDataFolder, file), 'utf8'));
    const nothing = all.filter((text) => text.trim() === '');
    // What cannot be a name: no text at all, a byte order mark, a space. None holds NUL (no text of
    // the database may) or half of a character.
    expect(nothing).toEqual(['', '\ufeff', ' ']);
    expect(all.filter((text) => text.includes('\0') || !text.isWellFormed())).toEqual([]);
    strings = all.filter((text) => !nothing.includes(text));
    world = await openMailWorld({ nowMs: Date.UTC(2026, 7, 1, 12) });
    box = await world.mailbox();
    server = await startTestServer({
      ...{ database: world.database, clock: world.clock },
      plugins: [menuRoutes, integrationRoutes(world.deps)],
    });
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  it('survive as names of POS items through mail, file, database and API', slowly, async () => {
    const rows = strings.map(
      (text, at) => `2026-07-01,${at},${at},"${text.replaceAll('"', '""')}",1,1.00`,
    );
    const csv = `Date,Receipt,SKU,Item,Qty,Net\n${rows.join('\n')}`;
    await world.receive(box, message([attachment('naughty.csv', Buffer.from(csv))]));
    await world.readFiles(box);
    const told = await listItems();
    for (const [at, text] of strings.entries())
      expect(told.get(String(at)), JSON.stringify(text)).toBe(text);
    expect(told.size).toBe(strings.length);
  });

  it('survive as nicknames through API, database, timeline and its CSV', slowly, async () => {
    const path = `/api/v1/integrations/${box.integrationId}`;
    const { headers } = world.company;
    for (const nickname of strings) {
      const told = await server.call('PATCH', path, { headers, body: { nickname } });
      expect([told.status, told.body.nickname], JSON.stringify(nickname)).toEqual([200, nickname]);
    }
    const reply = await fetch(`${server.url}${path}/timeline.csv`, { headers });
    const { data } = Papa.parse<string[]>(await reply.text());
    const cells = data.flat();
    const text = cells.join('\n');
    for (const nickname of strings)
      expect(text.includes(nickname), JSON.stringify(nickname)).toBe(true);
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('are refused as nicknames where there is nothing but space', async () => {
    const path = `/api/v1/integrations/${box.integrationId}`;
    const { headers } = world.company;
    for (const nickname of ['', ' ', '\t\u2003', 'x'.repeat(501)]) {
      const told = await server.call('PATCH', path, { headers, body: { nickname } });
      expect(told.status, JSON.stringify(nickname)).toBe(422);
    }
  });

  async function listItems(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const path = `/api/v1/venues/${world.company.venueId}/pos-items?limit=100&from=2026-06-30&to=2026-07-02`;
      const next: string = cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await server.call<{
        items: { code: string; name: string }[];
        nextCursor: string | null;
      }>('GET', next, { headers: world.company.headers });
      for (const { code, name } of body.items) found.set(code, name);
      cursor = body.nextCursor;
    } while (cursor !== null);
    return found;
  }
});
