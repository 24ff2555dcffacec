import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { menuCsvRoutes, menuRoutes } from '#modules/menu/index.ts';
import { salesCsvRoutes, salesRoutes } from '#modules/sales/index.ts';
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
      plugins: [
        ...[menuRoutes, menuCsvRoutes(world.deps), salesRoutes, salesCsvRoutes(world.deps)],
        integrationRoutes(world.deps),
      ],
    });
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  it(
    'survive as names of POS items and of customers through mail, file, database and API',
    slowly,
    async () => {
      const rows = strings.map(
        (text, at) => `2026-07-01,${at},${at},${quoted(text)},1,1.00,${quoted(text)}`,
      );
      const csv = `Date,Receipt,SKU,Item,Qty,Net,Customer Name\n${rows.join('\n')}`;
      await world.receive(box, message([attachment('naughty.csv', Buffer.from(csv))]));
      await world.readFiles(box);
      const told = await listItems();
      for (const [at, text] of strings.entries())
        expect(told.get(String(at)), JSON.stringify(text)).toBe(text);
      expect(told.size).toBe(strings.length);
      const bills = await listBills();
      for (const [at, text] of strings.entries()) {
        const { customer, lines } = bills.get(String(at)) ?? {};
        expect([customer, lines?.[0]?.itemName], JSON.stringify(text)).toEqual([text, text]);
      }
      expect(bills.size).toBe(strings.length);
    },
  );

  it(
    'survive in the files of lines and of POS items, and none of them starts a formula',
    slowly,
    async () => {
      const lines = await exportOf('sales/lines.csv?from=2026-07-01&to=2026-07-01');
      const items = await exportOf('pos-items.csv?from=2026-07-01&to=2026-07-01');
      for (const rows of [lines, items]) {
        expect(rows.length).toBe(strings.length);
        for (const row of rows) {
          const text = strings[Number(row['Item code'])] ?? '';
          const names = rows === lines ? [row.Item, row.Customer] : [row.Item];
          for (const name of names) {
            expect(name).not.toMatch(/^[=+\-@\t\r]/);
            expect(unguarded(name ?? ''), JSON.stringify(text)).toBe(text);
          }
        }
      }
    },
  );

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

  interface Bill {
    customer: string | null;
    lines: { itemCode: string; itemName: string }[];
  }

  /** By the code of their only item. */
  async function listBills(): Promise<Map<string, Bill>> {
    const found = new Map<string, Bill>();
    const path = `/api/v1/venues/${world.company.venueId}/sales/orders?limit=100&businessDate=2026-07-01`;
    for (let next: string | null = path; next !== null; ) {
      const reply: { body: { items: Bill[]; nextCursor: string | null } } = await server.call(
        ...(['GET', next, { headers: world.company.headers }] as const),
      );
      const { items, nextCursor } = reply.body;
      for (const bill of items) found.set(bill.lines[0]?.itemCode ?? '', bill);
      next = nextCursor === null ? null : `${path}&cursor=${encodeURIComponent(nextCursor)}`;
    }
    return found;
  }

  async function exportOf(path: string): Promise<Record<string, string>[]> {
    const { venueId, headers } = world.company;
    const reply = await fetch(`${server.url}/api/v1/venues/${venueId}/${path}`, { headers });
    const text = await reply.text();
    expect(reply.status, text).toBe(200);
    const options = { header: true, skipEmptyLines: true } as const;
    const { data, errors } = Papa.parse<Record<string, string>>(text, options);
    expect(errors).toEqual([]);
    return data;
  }

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

/** A cell of a file a till writes. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** A cell as a spreadsheet shows it: the apostrophe that keeps a text from being a formula is its own. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '');
}
