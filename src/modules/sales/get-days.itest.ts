import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayWindow, wallToInstantMs } from '#kernel/business-day.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeCompany, type TestCompany } from '#test/factories.ts';
import { bill, linkTill, readWindow, type TestTill } from '#test/sales-scene.ts';
import { markDaysSuspicious } from './day.store.ts';
import { getDay } from './get-day.ts';
import { getDays } from './get-days.ts';
import { recordQuarantined } from './quarantine.store.ts';

const zone = 'America/Toronto';
const at = (wall: string) => wallToInstantMs(wall, zone);

let testBase: TestDatabase;
let database: Database;
let company: TestCompany;
let till: TestTill;

beforeAll(async () => {
  testBase = await testDatabase();
  database = openDatabase({ url: testBase.appUrl });
});
afterAll(async () => {
  await database.close();
  await testBase.drop();
});

/** A venue with one till whose 3 to 5 March were read at 06:00 of the 6th: sales, none, sales. */
async function makeReadVenue(): Promise<void> {
  company = await makeCompany(database, { timeZone: zone });
  till = await linkTill(database, company, {
    historyFrom: '2025-03-02',
    nowMs: at('2025-03-06T05:30:00'),
  });
  await readWindow(database, till, {
    fromMs: at('2025-03-03T05:00:00'),
    toMs: at('2025-03-06T06:00:00'),
    nowMs: at('2025-03-06T06:00:00'),
    bills: [
      bill('1', at('2025-03-03T05:00:00'), { lines: [{ item: 'Egg', netMinor: 500 }] }),
      bill('2', at('2025-03-03T15:00:00'), {
        lines: [
          { item: 'Pizza', netMinor: 2000, quantity: '2', taxMinor: 100 },
          { item: 'Beer', netMinor: 900, category: 'Drinks' },
          { item: 'Extra', netMinor: 100, category: '' },
        ],
        tipMinor: 300,
      }),
      bill('3', at('2025-03-04T04:59:59'), { tender: 'Cash' }),
      bill('4', at('2025-03-05T12:00:00'), { state: 'open' }),
      bill('5', at('2025-03-05T13:00:00'), { overpaidMinor: -1 }),
    ],
  });
}

const ask = (from: string, to: string, nowMs = at('2025-03-06T06:10:00')) =>
  database.withCompany(company.companyId, (tx) =>
    getDays(tx, { venue: company.venue, from, to, nowMs }),
  );
const askOne = (businessDate: string, nowMs = at('2025-03-06T06:10:00')) =>
  database.withCompany(company.companyId, (tx) =>
    getDay(tx, { venue: company.venue, businessDate, nowMs, language: 'en' }),
  );

describe('days of one till', () => {
  beforeAll(makeReadVenue);

  test('tells unread, read, empty, running and coming days apart', async () => {
    const days = await ask('2025-03-01', '2025-03-08');
    expect(days.map((day) => [day.businessDate, day.completeness, day.netMinor])).toEqual([
      ['2025-03-01', 'missing', null],
      ['2025-03-02', 'missing', null],
      ['2025-03-03', 'complete', 4500],
      ['2025-03-04', 'no_sales', 0],
      ['2025-03-05', 'complete', 1000],
      ['2025-03-06', 'open', 0],
      ['2025-03-07', 'future', null],
      ['2025-03-08', 'future', null],
    ]);
  });

  test('shows every figure of a day, its morning, its end and its categories', async () => {
    const [day] = await ask('2025-03-03', '2025-03-03');
    const seenAt = '2025-03-06T11:00:00.000Z';
    expect(day).toEqual({
      businessDate: '2025-03-03',
      adjustmentsMinor: null,
      areTimesTold: true,
      areBillsTold: true,
      completeness: 'complete',
      isAsked: true,
      orders: 3,
      openOrders: 0,
      guests: 6,
      grossMinor: 4500,
      discountMinor: 0,
      compMinor: 0,
      netMinor: 4500,
      taxMinor: 100,
      tipMinor: 300,
      serviceChargeMinor: 0,
      unbalancedOrders: 0,
      morning: { netMinor: 500, orders: 1, asFirstSeen: { netMinor: 500, orders: 1, at: seenAt } },
      endOfDay: {
        netMinor: 4500,
        orders: 3,
        asFirstSeen: { netMinor: 4500, orders: 3, at: seenAt },
      },
      categories: [
        { name: 'Food', quantity: '4', netMinor: 3500 },
        { name: 'Drinks', quantity: '1', netMinor: 900 },
        { name: '', quantity: '1', netMinor: 100 },
      ],
      restated: false,
      setAsideOrders: 0,
      unusual: null,
    });
  });

  test('counts open bills apart and notices payments that do not add up', async () => {
    const [day] = await ask('2025-03-05', '2025-03-05');
    expect(day).toMatchObject({ orders: 1, openOrders: 1, unbalancedOrders: 1, netMinor: 1000 });
  });

  test('gives the running day no morning before it was read to its end, and no end', async () => {
    const [day] = await ask('2025-03-06', '2025-03-06');
    expect(day?.morning).toEqual({ netMinor: null, orders: null, asFirstSeen: null });
    expect(day?.endOfDay).toEqual({ netMinor: null, orders: null, asFirstSeen: null });
    expect(day?.categories).toEqual([]);
  });

  test('refuses spans that no answer holds', async () => {
    await expect(ask('2025-03-02', '2025-03-01')).rejects.toMatchObject({
      code: 'date_range_invalid',
      errors: [{ path: 'from' }],
    });
    await expect(ask('2024-01-01', '2025-03-01')).rejects.toMatchObject({ status: 422 });
    await expect(ask('2025-02-30', '2025-03-01')).rejects.toMatchObject({ status: 422 });
    await expect(ask('0001-01-01', '0001-01-02')).rejects.toMatchObject({ status: 422 });
  });

  test('holds nothing of it for another company', async () => {
    const other = await makeCompany(database);
    const days = await database.withCompany(other.companyId, (tx) =>
      getDays(tx, {
        venue: company.venue,
        from: '2025-03-03',
        to: '2025-03-03',
        nowMs: at('2025-03-06T06:10:00'),
      }),
    );
    expect(days[0]).toMatchObject({
      ...{ completeness: 'missing', isAsked: false, netMinor: null, categories: [] },
    });
  });
});

describe('a day in detail', () => {
  beforeAll(makeReadVenue);

  test('lists hours from the cut-off on, tenders, taxes and locations', async () => {
    const day = await askOne('2025-03-03');
    expect(day.hours).toHaveLength(24);
    expect(day.hours.filter((hour) => hour.orders > 0)).toEqual([
      { hour: '05', orders: 1, netMinor: 500 },
      { hour: '15', orders: 1, netMinor: 3000 },
      { hour: '04', orders: 1, netMinor: 1000 },
    ]);
    expect(day.tenders).toEqual([
      { name: 'Visa', amountMinor: 3600, tipMinor: 300, count: 2 },
      { name: 'Cash', amountMinor: 1000, tipMinor: 0, count: 1 },
    ]);
    expect(day.taxes).toEqual([{ name: 'GST', amountMinor: 100 }]);
    expect(day.locations).toEqual([
      {
        integrationId: till.integrationId,
        ...{ label: 'Till', completeness: 'complete', suspicion: null, setAsideOrders: 0 },
        ...{ netMinor: 4500, orders: 3 },
      },
    ]);
    expect(day.sameWeekdayLastWeek).toBeNull();
  });

  test('compares with the same weekday a week before', async () => {
    const day = await askOne('2025-03-10', at('2025-03-10T12:00:00'));
    expect(day.sameWeekdayLastWeek).toEqual({
      businessDate: '2025-03-03',
      netMinor: 4500,
      orders: 3,
    });
    expect(day).toMatchObject({ completeness: 'open', hours: [], netMinor: null });
  });

  test('says what was, what is and why when a seen day changes', async () => {
    const [fromMs, toMs] = [at('2025-03-05T05:00:00'), at('2025-03-06T05:00:00')];
    const nowMs = at('2025-03-06T07:00:00');
    const edited = bill('5', at('2025-03-05T13:00:00'), {
      lines: [{ item: 'Pizza', netMinor: 1500 }],
    });
    await readWindow(database, till, { fromMs, toMs, nowMs, bills: [edited] });
    const day = await askOne('2025-03-05');
    expect(day).toMatchObject({ netMinor: 1500, openOrders: 0, restated: true });
    expect(day.endOfDay.asFirstSeen).toMatchObject({ netMinor: 1000, orders: 1 });
    expect(day.restatements).toMatchObject([
      {
        at: '2025-03-06T12:00:00.000Z',
        locationLabel: 'Till',
        was: { netMinor: 1000 },
        now: { netMinor: 1500 },
      },
    ]);
    expect(day.restatements[0]?.why.map((cause) => cause.text)).toEqual([
      'A bill was edited at the till (net $10.00 → $15.00).',
      'A bill is no longer known to the till.',
    ]);
  });

  test('tells why an answer was not believed', async () => {
    const scope = {
      companyId: company.companyId,
      venueId: till.venueId,
      locationId: till.locationId,
    };
    await database.withCompany(company.companyId, (tx) =>
      markDaysSuspicious(tx, scope, ['2025-03-03'], {
        at: '2025-03-06T12:00:00Z',
        heldOrders: 40,
        missingOrders: 39,
      }),
    );
    const day = await askOne('2025-03-03');
    expect(day).toMatchObject({ completeness: 'suspicious', netMinor: 4500 });
    expect(day.locations[0]?.suspicion).toMatch(/left out 39 of 40 bills/);
  });
});

describe('a day with a bill that could not be read', () => {
  beforeAll(makeReadVenue);

  const setAside = (key: string, occurredAtMs: number | null) =>
    database.withCompany(company.companyId, (tx) => {
      const source = {
        ...till,
        runId: newId(),
        nowMs: at('2025-03-06T06:05:00'),
      };
      const reason = { en: 'No amount.', fr: 'Pas de montant.' };
      const bytes = { payloadText: key, payloadHash: Buffer.from(key) };
      return recordQuarantined(tx, source, [{ key, occurredAtMs, reason, ...bytes }]);
    });
  const told = async () =>
    (await ask('2025-03-03', '2025-03-05')).map((day) => [day.completeness, day.setAsideOrders]);

  test('is read in part and says how many, until somebody dismisses them', async () => {
    expect(await told()).toEqual([
      ['complete', 0],
      ['no_sales', 0],
      ['complete', 0],
    ]);
    await setAside('q1', at('2025-03-04T04:59:59'));
    await setAside('q2', at('2025-03-04T05:00:00'));
    await setAside('q3', at('2025-03-04T23:00:00'));
    await setAside('of an unknown day', null);
    expect(await told()).toEqual([
      ['partial', 1],
      ['partial', 2],
      ['complete', 0],
    ]);
    const { companyId } = company;
    await database.withCompany(companyId, (tx) =>
      tx.run(sql`
        UPDATE quarantined_orders SET dismissed_at = now(), dismissed_by = '{"kind":"system"}'
        WHERE company_id = ${companyId} AND key IN ('q1', 'q2')
      `),
    );
    expect(await told()).toEqual([
      ['complete', 0],
      ['partial', 1],
      ['complete', 0],
    ]);
  });

  test('names the till whose bills they are, and counts them in no figure', async () => {
    const nowMs = at('2025-03-06T06:10:00');
    const day = await database.withCompany(company.companyId, (tx) =>
      getDay(tx, { venue: company.venue, businessDate: '2025-03-04', language: 'en', nowMs }),
    );
    expect(day).toMatchObject({ netMinor: 0, orders: 0, setAsideOrders: 1 });
    expect(day.locations).toMatchObject([{ completeness: 'partial', setAsideOrders: 1 }]);
  });
});

describe('days of several tills', () => {
  beforeAll(makeReadVenue);

  async function deactivate({ integrationId }: { integrationId: string }, atMs: number) {
    const { companyId } = company;
    await database.withCompany(companyId, (tx) =>
      tx.run(sql`
        UPDATE integrations SET deactivated_at = ${new Date(atMs)}
        WHERE company_id = ${companyId} AND integration_id = ${integrationId}
      `),
    );
  }

  test('add up, and are partial while one of them was not read', async () => {
    const nowMs = at('2025-03-06T06:10:00');
    const second = await linkTill(database, company, {
      label: 'Bar',
      nickname: 'Bar',
      historyFrom: '2025-03-04',
      nowMs,
    });
    const barDay = dayWindow('2025-03-05', company.venue);
    await readWindow(database, second, {
      fromMs: barDay.startMs,
      toMs: barDay.endMs,
      nowMs,
      bills: [bill('1', at('2025-03-05T20:00:00'), { lines: [{ item: 'Beer', netMinor: 700 }] })],
    });
    const days = await ask('2025-03-03', '2025-03-05');
    expect(days.map((day) => [day.completeness, day.netMinor])).toEqual([
      ['complete', 4500],
      ['partial', 0],
      ['complete', 1700],
    ]);
    expect(days[1]?.morning.netMinor).toBeNull();
    expect(days[2]?.endOfDay.asFirstSeen).toMatchObject({ netMinor: 1700, orders: 2 });
  });

  test('await nothing more of one that was taken away before it told of them', async () => {
    const names = { label: 'Mistake', nickname: 'Mistake', historyFrom: '2025-03-03' };
    const mistake = await linkTill(database, company, {
      ...names,
      nowMs: at('2025-03-06T06:00:00'),
    });
    const judge = async () =>
      (await ask('2025-03-03', '2025-03-05')).map((day) => day.completeness);
    expect(await judge()).toEqual(['partial', 'partial', 'partial']);
    await deactivate(mistake, at('2025-03-06T06:01:00'));
    expect(await judge()).toEqual(['complete', 'partial', 'complete']);
  });

  test('keep the history of a deactivated one and ask nothing of it afterwards', async () => {
    await deactivate(till, at('2025-03-05T23:00:00'));
    const days = await ask('2025-03-03', '2025-03-07', at('2025-03-08T06:00:00'));
    expect(days.map((day) => [day.completeness, day.netMinor])).toEqual([
      ['complete', 4500],
      ['partial', 0],
      ['complete', 1700],
      // Read for an hour before the link was cut, so it still has a say; the bar was not read.
      ['partial', 0],
      ['missing', null],
    ]);
  });
});
