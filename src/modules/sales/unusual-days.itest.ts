import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayStartMs, listDates } from '#kernel/business-day.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import { markDaysSuspicious } from './day.store.ts';
import { getDay } from './get-day.ts';
import { getDays } from './get-days.ts';
import type { FindApprovedDates } from './unusual-days.ts';

const first = '2025-01-05';
/** Two weeks after the first that has eight of each weekday before it. */
const today = '2025-03-16';
const hourMs = 3_600_000;

let testBase: TestDatabase;
let database: Database;
let company: TestCompany;
let till: TestTill;

/** Ten Sundays and what lies between, 1000.00 a day, but for these. */
const unlike: Record<string, number> = {
  '2025-03-05': 40_000,
  '2025-03-06': 0,
  '2025-03-08': 300_000,
  '2025-03-13': 0,
};

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
  company = await makeCompany(database, { timeZone: 'America/Toronto' });
  const nowMs = dayStartMs(today, company.venue) + hourMs;
  till = await linkTill(database, company, { historyFrom: first, nowMs });
  const bills = listDates(first, today).flatMap((date) => {
    const netMinor = unlike[date] ?? 100_000;
    const atMs = dayStartMs(date, company.venue) + 8 * hourMs;
    return netMinor === 0 || date === today
      ? []
      : bill(date, atMs, { lines: [{ item: 'Menu', netMinor }] });
  });
  await readWindow(database, till, {
    ...{ fromMs: dayStartMs(first, company.venue), toMs: nowMs, nowMs, bills },
  });
});
afterAll(async () => {
  await database.close();
  await testBase.drop();
});

const approving =
  (...dates: string[]): FindApprovedDates =>
  async (_tx, { venueIds, from, to }) =>
    dates
      .filter((date) => date >= from && date <= to)
      .map((businessDate) => ({ venueId: venueIds[0] as string, businessDate }));

async function findUnusual(from: string, to: string, findApprovedDates?: FindApprovedDates) {
  const nowMs = dayStartMs(today, company.venue) + hourMs;
  const days = await database.withCompany(company.companyId, (tx) =>
    getDays(tx, { venue: company.venue, from, to, nowMs, findApprovedDates }),
  );
  expect(days[0]?.businessDate).toBe(from);
  expect(days.at(-1)?.businessDate).toBe(to);
  return days.flatMap(({ businessDate, completeness, unusual }) =>
    unusual ? [[businessDate, completeness, unusual.direction, unusual.sampleDays]] : [],
  );
}

test('names the days out of line with their weekday, and leaves their word as it is', async () => {
  expect(await findUnusual('2025-03-02', addDays(today, 7))).toEqual([
    ['2025-03-05', 'complete', 'low', 8],
    ['2025-03-06', 'no_sales', 'none', 8],
    ['2025-03-08', 'complete', 'high', 8],
    // Of the eight Thursdays before it, one sold nothing and says nothing of what is usual.
    ['2025-03-13', 'no_sales', 'none', 7],
  ]);
});

test('says nothing before there are four of a weekday', async () => {
  const days = (to: string) => findUnusual(first, to);
  expect(await days('2025-03-04')).toEqual([]);
});

test('a day in detail tells the same as the list, with what is usual', async () => {
  const nowMs = dayStartMs(today, company.venue) + hourMs;
  const day = await database.withCompany(company.companyId, (tx) =>
    getDay(tx, {
      ...{ venue: company.venue, businessDate: '2025-03-05', language: 'en', nowMs },
      findApprovedDates: approving('2025-03-05'),
    }),
  );
  expect(day.unusual).toEqual({
    direction: 'low',
    usualNetMinor: 100_000,
    sampleDays: 8,
    isConfirmed: true,
  });
  expect(day.sameWeekdayLastWeek).toMatchObject({ businessDate: '2025-02-26', netMinor: 100_000 });
});

test('an approved day is confirmed, and from then on says what is usual', async () => {
  const days = await findUnusual('2025-03-06', '2025-03-13', approving('2025-03-06'));
  expect(days).toContainEqual(['2025-03-13', 'no_sales', 'none', 8]);
});

test('a day that cannot be judged is not called unusual, and is no measure for others', async () => {
  const { companyId } = company;
  const scope = { companyId, venueId: till.venueId, locationId: till.locationId };
  await database.withCompany(companyId, async (tx) => {
    const suspicion = { at: '2025-03-16T12:00:00Z', heldOrders: 40, missingOrders: 39 };
    await markDaysSuspicious(tx, scope, ['2025-03-05'], suspicion);
    const unread = new Date(dayStartMs('2025-03-06', company.venue) + hourMs);
    await tx.run(sql`
      UPDATE locations SET covered = covered - tstzmultirange(tstzrange(${unread},
        ${new Date(unread.getTime() + hourMs)}))
      WHERE company_id = ${companyId} AND location_id = ${till.locationId}
    `);
  });
  expect(await findUnusual('2025-03-02', today)).toEqual([
    ['2025-03-08', 'complete', 'high', 8],
    ['2025-03-13', 'no_sales', 'none', 7],
  ]);
});
