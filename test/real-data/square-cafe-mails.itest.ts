import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAmount } from '#kernel/money.ts';
import { parseQuantity } from '#kernel/quantity.ts';
import { type Mailbox, type MailWorld, openMailWorld } from '../mail/mail-world.ts';
import {
  attachment,
  forwarded,
  greeting,
  message,
  part,
  quotedPrintable,
} from '../mail/mime-zoo.ts';
import { makeZip } from '../mail/zip-zoo.ts';
import { hasRealData, realDataFolder } from './real-data.ts';

const folder = 'square-cafe';

interface DayTold {
  lines: number;
  quantity: string;
  gross: string;
  discount: string;
  net: string;
  tax: string;
  transactions: number;
}

/** Each file in another wrapping. */
const wrappings: ((name: string, content: Buffer) => string)[] = [
  (name, content) => message([greeting, attachment(name, content, 'text/csv')]),
  (name, content) =>
    message([
      part(
        [`Content-Type: text/csv; name="${name}"`, 'Content-Transfer-Encoding: quoted-printable'],
        quotedPrintable(content),
      ),
    ]),
  (name, content) => message([greeting, forwarded(message([attachment(name, content)]))]),
  (name, content) =>
    message([attachment('export.zip', makeZip([{ name, content }]), 'application/zip')]),
];

describe.runIf(hasRealData(join(folder, 'expected.json')))(
  'four real exports of a café, by mail',
  () => {
    let world: MailWorld;
    let box: Mailbox;
    let expected: [name: string, told: { transactions: number; days: Record<string, DayTold> }][];

    beforeAll(async () => {
      const text = readFileSync(join(realDataFolder, folder, 'expected.json'), 'utf8');
      expected = Object.entries(JSON.parse(text));
      world = await openMailWorld({
        nowMs: Date.UTC(2026, 7, 1, 12),
        venue: { timeZone: 'America/New_York', currency: 'USD' },
      });
      box = await world.mailbox();
    });
    afterAll(() => world.close());

    async function sendAll(ending = ''): Promise<void> {
      for (const [index, [name]] of expected.entries()) {
        const file = readFileSync(join(realDataFolder, folder, name));
        const content = Buffer.concat([file, Buffer.from(ending)]);
        const raw = wrappings[index % wrappings.length]?.(name, content) ?? '';
        expect(await world.receive(box, raw)).toMatchObject({ state: 'read', parts: [{ name }] });
        await world.readFiles(box);
      }
    }

    const dayOf = "(o.occurred_at AT TIME ZONE 'America/New_York')::date::text";

    const slowly = { timeout: 120_000 };

    it('land to the cent, the line and the bill, and no human is asked', slowly, async () => {
      await sendAll();
      const files = await world.rows('SELECT name, state FROM sales_files ORDER BY file_id');
      expect(files).toEqual(expected.map(([name]) => ({ name, state: 'read' })));
      const stored = await world.rows(`
      SELECT ${dayOf} AS day, count(*)::int AS lines, sum(l.quantity)::text AS quantity,
        sum(l.gross_minor)::int8 AS gross, sum(l.discount_minor)::int8 AS discount,
        sum(l.net_minor)::int8 AS net, sum(l.tax_minor)::int8 AS tax,
        count(DISTINCT o.order_id)::int AS transactions
      FROM orders o JOIN order_lines l USING (company_id, order_id)
      WHERE o.gone_at IS NULL GROUP BY 1 ORDER BY 1`);
      const minor = (amount: string) => parseAmount(amount, 'USD');
      const wanted = expected.flatMap(([, { days }]) =>
        Object.entries(days).map(([day, told]) => ({
          ...{ day, lines: told.lines, transactions: told.transactions },
          quantity: parseQuantity(told.quantity),
          ...{ gross: minor(told.gross), discount: minor(told.discount) },
          ...{ net: minor(told.net), tax: minor(told.tax) },
        })),
      );
      const tidy = stored.map((row) => ({ ...row, quantity: parseQuantity(String(row.quantity)) }));
      expect(tidy).toEqual(wanted.sort((a, b) => a.day.localeCompare(b.day)));
      const totals = await world.rows(
        'SELECT business_date AS day, orders, gross_minor, net_minor, tax_minor FROM day_totals WHERE orders > 0 ORDER BY 1',
      );
      expect(totals).toEqual(
        tidy.map((row) => {
          const { day, transactions, gross, net, tax } = row as unknown as (typeof wanted)[number];
          return { day, orders: transactions, gross_minor: gross, net_minor: net, tax_minor: tax };
        }),
      );
    });

    it('all sent again change nothing', slowly, async () => {
      const digest = async () => {
        const tables = ['orders', 'order_lines', 'order_payments', 'day_totals', 'day_breakdowns'];
        const more = ['order_changes', 'restatements', 'pos_items', 'quarantined_orders'];
        const found: Record<string, unknown> = {};
        for (const table of [...tables, ...more]) {
          const [row] = await world.rows(
            `SELECT count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${table} t`,
          );
          found[table] = row;
        }
        return found;
      };
      const before = await digest();
      await sendAll();
      expect(await digest()).toEqual(before);
      const states = 'SELECT state, count(*)::int AS n FROM sales_files GROUP BY 1 ORDER BY 1';
      expect(await world.rows(states)).toEqual([
        { state: 'duplicate', n: 4 },
        { state: 'read', n: 4 },
      ]);
      // Other bytes of the same sales are read again, and found to be the same.
      await sendAll('\r\n');
      expect(await digest()).toEqual(before);
      expect(await world.rows(states)).toEqual([
        { state: 'duplicate', n: 4 },
        { state: 'read', n: 8 },
      ]);
      expect(await world.mails(box)).toHaveLength(12);
    });
  },
);
