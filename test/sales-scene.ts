import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids.ts';
import { recordPosItems } from '#modules/menu/index.ts';
import {
  createOrderSheet,
  insertEmptyDays,
  keepFirstSeen,
  listHeldOrders,
  listHeldOrdersByKey,
  listVenueDays,
  planOrders,
  rebuildDays,
  recordOrders,
  type StorableOrder,
  toOrderFigures,
  writeOrder,
} from '#modules/sales/index.ts';
import type { Venue } from '#modules/tenancy/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** A linked till of a venue. */
export interface TestTill {
  companyId: string;
  venueId: string;
  integrationId: string;
  locationId: string;
  venue: Venue;
}

/** Links a till: an integration with one location, or one more location of `integrationId`. */
export async function linkTill(
  database: Database,
  owner: { companyId: string; venueId: string; venue: Venue },
  choices: {
    label?: string;
    historyFrom?: string;
    nickname?: string;
    integrationId?: string;
    nowMs: number;
  },
): Promise<TestTill> {
  const { companyId, venueId, venue } = owner;
  const now = new Date(choices.nowMs);
  const integrationId = choices.integrationId ?? newId(choices.nowMs);
  const locationId = newId(choices.nowMs);
  await database.withCompany(companyId, async (tx) => {
    if (choices.integrationId === undefined) {
      await tx.run(sql`
        INSERT INTO integrations (company_id, integration_id, venue_id, provider, nickname, settings,
          history_from, every_minutes, offset_seconds, status, status_changed_at, activated_at,
          next_due_at, next_nightly_at, created_at)
        VALUES (${companyId}, ${integrationId}, ${venueId}, 'cluster', ${choices.nickname ?? null}, '{}',
          ${choices.historyFrom ?? '2024-01-01'}, 60, 0, 'Healthy', ${now}, ${now}, ${now}, ${now}, ${now})
      `);
    }
    await tx.run(sql`
      INSERT INTO locations (company_id, location_id, integration_id, venue_id, provider, identity,
        label, secret_sealed, created_at)
      VALUES (${companyId}, ${locationId}, ${integrationId}, ${venueId}, 'cluster', ${locationId},
        ${choices.label ?? 'Till'}, 'sealed', ${now})
    `);
  });
  return { companyId, venueId, venue, integrationId, locationId };
}

/** A bill with one line per entry, paid in full. Amounts in minor units. */
export function bill(
  key: string,
  occurredAtMs: number,
  choices: {
    lines?: {
      item: string;
      netMinor: number;
      category?: string;
      quantity?: string;
      taxMinor?: number;
      kind?: 'sale' | 'refund' | 'void' | 'comp';
    }[];
    state?: 'closed' | 'open' | 'void';
    guests?: number;
    tender?: string;
    tipMinor?: number;
    /** What was paid beyond, or short of, net and tax. */
    overpaidMinor?: number;
    updatedAtMs?: number;
  } = {},
): StorableOrder {
  const told = choices.lines ?? [{ item: 'Pizza', netMinor: 1000 }];
  const lines = told.map((line, index) => ({
    lineNo: index + 1,
    vendorLineId: null,
    kind: line.kind ?? ('sale' as const),
    itemCode: line.item.toLowerCase(),
    itemName: line.item,
    category: line.category ?? 'Food',
    quantity: line.quantity ?? '1',
    unitPriceMinor: line.netMinor,
    grossMinor: line.netMinor,
    discountMinor: 0,
    compMinor: 0,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor ?? 0,
    taxes: line.taxMinor ? [{ name: 'GST', amountMinor: line.taxMinor }] : [],
    modifiers: [],
    posItemCode: line.item.toLowerCase(),
  }));
  const counted = lines.filter((line) => line.kind !== 'void');
  const dueMinor = counted.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0);
  const order = {
    orderId: newId(occurredAtMs),
    key,
    state: choices.state ?? ('closed' as const),
    occurredAtMs,
    closedAtMs: occurredAtMs,
    updatedAtMs: choices.updatedAtMs ?? occurredAtMs,
    guests: choices.guests ?? 2,
    employee: 'Ada',
    revenueCentre: null,
    orderType: null,
    serviceChargeMinor: 0,
    lines,
    payments: [
      {
        tender: choices.tender ?? 'Visa',
        amountMinor: dueMinor + (choices.overpaidMinor ?? 0),
        tipMinor: choices.tipMinor ?? 0,
      },
    ],
  };
  const payloadText = JSON.stringify({ told: key, state: order.state, lines: told });
  return {
    ...order,
    figures: toOrderFigures(order),
    payloadText,
    contentHash: createHash('sha256').update(payloadText).digest(),
  };
}

/** Stores what the till tells of a window through the write path, as one successful read does. */
export async function readWindow(
  database: Database,
  till: TestTill,
  read: { fromMs: number; toMs: number; bills: StorableOrder[]; nowMs: number },
): Promise<void> {
  await database.withCompany(till.companyId, async (tx) => {
    const { companyId, venueId, locationId, venue } = till;
    const { nowMs } = read;
    const runId = await insertRun(tx, till, read);
    const scope = { companyId, venueId, locationId };
    const keys = read.bills.map((order) => order.key);
    const plan = planOrders({
      told: read.bills,
      heldInWindow: await listHeldOrders(tx, { ...scope, ...read }),
      heldElsewhere: await listHeldOrdersByKey(tx, { ...scope, keys }),
    });
    const sheet = createOrderSheet();
    const changes = await recordOrders(
      tx,
      { ...scope, runId, nowMs },
      {
        sheet,
        fresh: plan.fresh.map((order) => writeOrder(sheet, order)),
        changed: plan.changed.map(({ told, held }) => ({
          now: writeOrder(sheet, { ...told, orderId: held.orderId }),
          was: held,
        })),
        returned: plan.returned,
        gone: plan.missing,
      },
    );
    await recordPosItems(
      tx,
      { companyId, venueId, integrationId: till.integrationId },
      soldItems(read.bills),
    );
    const days = listVenueDays(read, venue);
    const causes = changes.map((change) => ({
      kind: change.kind,
      orderId: change.orderId,
      wasNetMinor: change.was.netMinor,
      nowNetMinor: change.now.netMinor,
    }));
    await rebuildDays(tx, scope, {
      days,
      timeZone: venue.timeZone,
      runId,
      nowMs,
      causesOf: () => causes,
    });
    await tx.run(sql`
      UPDATE locations SET covered = covered +
        tstzmultirange(tstzrange(${new Date(read.fromMs)}, ${new Date(read.toMs)}))
      WHERE company_id = ${companyId} AND location_id = ${locationId}
    `);
    await insertEmptyDays(tx, scope, days, nowMs);
    await keepFirstSeen(tx, scope, days, nowMs);
  });
}

function soldItems(bills: readonly StorableOrder[]) {
  const items = new Map<string, Parameters<typeof recordPosItems>[2][number]>();
  for (const order of bills) {
    for (const line of order.lines) {
      const known = items.get(line.posItemCode);
      items.set(line.posItemCode, {
        posItemId: known?.posItemId ?? newId(order.occurredAtMs),
        code: line.posItemCode,
        name: line.itemName,
        category: line.category,
        baseCode: line.itemCode,
        modifierCodes: [],
        firstSoldAtMs: Math.min(known?.firstSoldAtMs ?? order.occurredAtMs, order.occurredAtMs),
        lastSoldAtMs: Math.max(known?.lastSoldAtMs ?? order.occurredAtMs, order.occurredAtMs),
      });
    }
  }
  return [...items.values()];
}

async function insertRun(
  tx: Tx,
  till: TestTill,
  read: { fromMs: number; toMs: number; nowMs: number },
): Promise<string> {
  const runId = newId(read.nowMs);
  const now = new Date(read.nowMs);
  await tx.run(sql`
    INSERT INTO runs (company_id, run_id, integration_id, location_id, lane, kind, trigger, state,
      worker_key, window_from, window_to, started_at, finished_at)
    VALUES (${till.companyId}, ${runId}, ${till.integrationId}, ${till.locationId}, 'live', 'live',
      'schedule', 'succeeded', 0, ${new Date(read.fromMs)}, ${new Date(read.toMs)}, ${now}, ${now})
  `);
  return runId;
}
