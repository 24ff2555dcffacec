import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import { toDayColumns, type VenueDay } from './venue-day.ts';

/** The location whose days are meant. */
export interface DayScope {
  companyId: string;
  venueId: string;
  locationId: string;
}

/** Rebuilds the totals of these days from their orders; days without orders get a row of zeros. */
export async function rebuildDayTotals(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
  nowMs: number,
): Promise<void> {
  const { dates, starts, morningEnds, ends, from, to } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_totals (company_id, venue_id, business_date, location_id, orders, open_orders,
      unbalanced_orders, guests, gross_minor, discount_minor, comp_minor, net_minor, tax_minor,
      tip_minor, service_charge_minor, morning_orders, morning_net_minor,
      day_only_orders, sum_orders, computed_at)
    SELECT ${scope.companyId}, ${scope.venueId}, day.business_date, ${scope.locationId},
      count(o.order_id) FILTER (WHERE o.state = 'closed'),
      count(o.order_id) FILTER (WHERE o.state = 'open'),
      count(o.order_id) FILTER (WHERE o.state = 'closed' AND NOT o.is_balanced),
      coalesce(sum(o.guests) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.gross_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.discount_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.comp_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.net_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.tax_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.tip_minor) FILTER (WHERE o.state = 'closed'), 0),
      coalesce(sum(o.service_charge_minor) FILTER (WHERE o.state = 'closed'), 0),
      count(o.order_id) FILTER (WHERE o.state = 'closed' AND o.occurred_at < day.morning_end_at),
      coalesce(sum(o.net_minor) FILTER (WHERE o.state = 'closed' AND o.occurred_at < day.morning_end_at), 0),
      count(o.day_only) FILTER (WHERE o.state = 'closed'),
      count(o.order_id) FILTER (WHERE o.state = 'closed' AND o.day_only = 'sum'),
      ${new Date(nowMs)}
    FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${morningEnds}::timestamptz[], ${ends}::timestamptz[])
      AS day (business_date, start_at, morning_end_at, end_at)
    LEFT JOIN orders o ON o.company_id = ${scope.companyId} AND o.location_id = ${scope.locationId}
      AND o.occurred_at >= day.start_at AND o.occurred_at < day.end_at
      AND o.occurred_at >= ${from} AND o.occurred_at < ${to} AND o.gone_at IS NULL
    GROUP BY day.business_date
    ON CONFLICT (company_id, venue_id, business_date, location_id) DO UPDATE SET
      orders = excluded.orders, open_orders = excluded.open_orders,
      unbalanced_orders = excluded.unbalanced_orders, guests = excluded.guests,
      gross_minor = excluded.gross_minor, discount_minor = excluded.discount_minor,
      comp_minor = excluded.comp_minor, net_minor = excluded.net_minor,
      tax_minor = excluded.tax_minor, tip_minor = excluded.tip_minor,
      service_charge_minor = excluded.service_charge_minor,
      morning_orders = excluded.morning_orders, morning_net_minor = excluded.morning_net_minor,
      day_only_orders = excluded.day_only_orders, sum_orders = excluded.sum_orders,
      computed_at = excluded.computed_at
  `);
}

export async function deleteDayBreakdowns(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
): Promise<void> {
  const { dates } = toDayColumns(days);
  await tx.run(sql`
    DELETE FROM day_breakdowns
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId}
      AND dimension IN ('category', 'hour', 'tender', 'tax', 'item')
      AND business_date = ANY(${dates}::date[]) AND location_id = ${scope.locationId}
  `);
}

/**
 * By category and by POS item, from the lines that count. OFFSET 0 has the lines looked up order by
 * order: of a company whose first sales are just being written PostgreSQL knows nothing, and would
 * read all lines for each order.
 */
export async function insertLineBreakdowns(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
): Promise<void> {
  const { dates, starts, ends, from, to } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_breakdowns (company_id, venue_id, dimension, business_date, location_id, name,
      quantity, entries, amount_minor, tip_minor)
    SELECT ${scope.companyId}, ${scope.venueId},
      CASE WHEN grouping(line.category) = 0 THEN 'category' ELSE 'item' END,
      day.business_date, ${scope.locationId},
      CASE WHEN grouping(line.category) = 0 THEN line.category ELSE line.pos_item_code END,
      sum(line.quantity), count(*), sum(line.net_minor), 0
    FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
      AS day (business_date, start_at, end_at)
    JOIN orders o ON o.company_id = ${scope.companyId} AND o.location_id = ${scope.locationId}
      AND o.occurred_at >= day.start_at AND o.occurred_at < day.end_at
      AND o.occurred_at >= ${from} AND o.occurred_at < ${to}
      AND o.gone_at IS NULL AND o.state = 'closed'
    CROSS JOIN LATERAL (
      SELECT category, pos_item_code, quantity, net_minor FROM order_lines
      WHERE company_id = o.company_id AND order_id = o.order_id AND kind <> 'void' OFFSET 0
    ) line
    GROUP BY GROUPING SETS ((day.business_date, line.category), (day.business_date, line.pos_item_code))
  `);
}

/** By hour of the wall clock, '00' to '23', of the bills whose hour is told. */
export async function insertHourBreakdown(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
  timeZone: string,
): Promise<void> {
  const { dates, starts, ends, from, to } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_breakdowns (company_id, venue_id, dimension, business_date, location_id, name,
      quantity, entries, amount_minor, tip_minor)
    SELECT ${scope.companyId}, ${scope.venueId}, 'hour', day.business_date, ${scope.locationId},
      to_char(o.occurred_at AT TIME ZONE ${timeZone}, 'HH24'), 0, count(*), sum(o.net_minor), sum(o.tip_minor)
    FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
      AS day (business_date, start_at, end_at)
    JOIN orders o ON o.company_id = ${scope.companyId} AND o.location_id = ${scope.locationId}
      AND o.occurred_at >= day.start_at AND o.occurred_at < day.end_at
      AND o.occurred_at >= ${from} AND o.occurred_at < ${to}
      AND o.gone_at IS NULL AND o.state = 'closed' AND o.day_only IS NULL
    GROUP BY day.business_date, 6
  `);
}

/** By tender; the payments looked up as `insertLineBreakdowns` does its lines. */
export async function insertTenderBreakdown(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
): Promise<void> {
  const { dates, starts, ends, from, to } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_breakdowns (company_id, venue_id, dimension, business_date, location_id, name,
      quantity, entries, amount_minor, tip_minor)
    SELECT ${scope.companyId}, ${scope.venueId}, 'tender', day.business_date, ${scope.locationId},
      payment.tender, 0, count(*), sum(payment.amount_minor), sum(payment.tip_minor)
    FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
      AS day (business_date, start_at, end_at)
    JOIN orders o ON o.company_id = ${scope.companyId} AND o.location_id = ${scope.locationId}
      AND o.occurred_at >= day.start_at AND o.occurred_at < day.end_at
      AND o.occurred_at >= ${from} AND o.occurred_at < ${to}
      AND o.gone_at IS NULL AND o.state = 'closed'
    CROSS JOIN LATERAL (
      SELECT tender, amount_minor, tip_minor FROM order_payments
      WHERE company_id = o.company_id AND order_id = o.order_id OFFSET 0
    ) payment
    GROUP BY day.business_date, payment.tender
  `);
}

export async function insertTaxBreakdown(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
): Promise<void> {
  const { dates, starts, ends, from, to } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_breakdowns (company_id, venue_id, dimension, business_date, location_id, name,
      quantity, entries, amount_minor, tip_minor)
    SELECT ${scope.companyId}, ${scope.venueId}, 'tax', day.business_date, ${scope.locationId},
      tax.name, 0, count(*), sum(tax."amountMinor"), 0
    FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
      AS day (business_date, start_at, end_at)
    JOIN orders o ON o.company_id = ${scope.companyId} AND o.location_id = ${scope.locationId}
      AND o.occurred_at >= day.start_at AND o.occurred_at < day.end_at
      AND o.occurred_at >= ${from} AND o.occurred_at < ${to}
      AND o.gone_at IS NULL AND o.state = 'closed'
    CROSS JOIN jsonb_to_recordset(o.taxes) AS tax (name text, "amountMinor" bigint)
    GROUP BY day.business_date, tax.name
  `);
}

/** Adds a row of zeros for covered days that have none: read, and there were no sales. */
export async function insertEmptyDays(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
  nowMs: number,
): Promise<void> {
  const { dates } = toDayColumns(days);
  await tx.run(sql`
    INSERT INTO day_totals (company_id, venue_id, business_date, location_id, orders, open_orders,
      unbalanced_orders, guests, gross_minor, discount_minor, comp_minor, net_minor, tax_minor,
      tip_minor, service_charge_minor, morning_orders, morning_net_minor, computed_at)
    SELECT ${scope.companyId}, ${scope.venueId}, business_date, ${scope.locationId},
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ${new Date(nowMs)}
    FROM unnest(${dates}::date[]) AS day (business_date)
    ON CONFLICT DO NOTHING
  `);
}

/**
 * Keeps each checkpoint as first seen, once a read covers it. Never rewritten afterwards. What was
 * not told then (the morning, the number of bills) stays empty.
 * @returns the business dates whose end is seen now, oldest first.
 */
export async function keepFirstSeen(
  tx: Tx,
  scope: DayScope,
  days: readonly VenueDay[],
  nowMs: number,
): Promise<string[]> {
  const { dates, starts, morningEnds, ends } = toDayColumns(days);
  const kept = await tx.rows<{ businessDate: string; isEndKept: boolean }>(sql`
    UPDATE day_totals total SET
      morning_first_seen_at = coalesce(morning_first_seen_at, ${new Date(nowMs)}),
      morning_first_orders = coalesce(morning_first_orders, CASE WHEN day_only_orders = 0 THEN morning_orders END),
      morning_first_net_minor = coalesce(morning_first_net_minor, CASE WHEN day_only_orders = 0 THEN morning_net_minor END),
      first_seen_at = CASE WHEN ended THEN coalesce(first_seen_at, ${new Date(nowMs)}) ELSE first_seen_at END,
      first_orders = CASE WHEN ended THEN coalesce(first_orders, CASE WHEN sum_orders = 0 THEN orders END) ELSE first_orders END,
      first_net_minor = CASE WHEN ended THEN coalesce(first_net_minor, net_minor) ELSE first_net_minor END
    FROM (
      SELECT day.business_date, location.covered @> tstzrange(day.start_at, day.end_at) AS ended
      FROM unnest(${dates}::date[], ${starts}::timestamptz[], ${morningEnds}::timestamptz[], ${ends}::timestamptz[])
        AS day (business_date, start_at, morning_end_at, end_at)
      JOIN locations location ON location.company_id = ${scope.companyId} AND location.location_id = ${scope.locationId}
      WHERE location.covered @> tstzrange(day.start_at, day.morning_end_at)
    ) seen
    WHERE total.company_id = ${scope.companyId} AND total.venue_id = ${scope.venueId}
      AND total.business_date = seen.business_date AND total.location_id = ${scope.locationId}
      AND (total.morning_first_seen_at IS NULL OR (seen.ended AND total.first_seen_at IS NULL))
    RETURNING total.business_date AS "businessDate",
      seen.ended AND total.first_seen_at = ${new Date(nowMs)} AS "isEndKept"
  `);
  return kept
    .filter((day) => day.isEndKept)
    .map((day) => day.businessDate)
    .sort();
}

/** Why the newest answer for a day was not believed. */
export interface Suspicion {
  at: string;
  heldOrders: number;
  missingOrders: number;
}

export async function markDaysSuspicious(
  tx: Tx,
  scope: DayScope,
  dates: readonly string[],
  suspicion: Suspicion,
): Promise<void> {
  await tx.run(sql`
    UPDATE day_totals SET suspicion = ${JSON.stringify(suspicion)}
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId}
      AND business_date = ANY(${dates}::date[]) AND location_id = ${scope.locationId}
  `);
}

/** An answer for these days was believed again. */
export async function clearSuspicion(
  tx: Tx,
  scope: DayScope,
  dates: readonly string[],
): Promise<void> {
  await tx.run(sql`
    UPDATE day_totals SET suspicion = NULL
    WHERE company_id = ${scope.companyId} AND venue_id = ${scope.venueId}
      AND business_date = ANY(${dates}::date[]) AND location_id = ${scope.locationId}
      AND suspicion IS NOT NULL
  `);
}
