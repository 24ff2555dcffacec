import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';

/** Which bills of a venue's day are wanted; null filters nothing. */
export interface BillFilter {
  category: string | null;
  /** '00' to '23' of the wall clock. */
  hour: string | null;
  tender: string | null;
  /** POS item code. */
  item: string | null;
  only: BillKind | null;
}

export const billKinds = ['closed', 'open', 'void', 'gone', 'unbalanced'] as const;
export type BillKind = (typeof billKinds)[number];

/** An order with where it came from. */
export interface BillRow {
  orderId: string;
  key: string;
  state: 'closed' | 'open' | 'void';
  isGone: boolean;
  occurredAt: Date;
  closedAt: Date | null;
  guests: number;
  employee: string | null;
  revenueCentre: string | null;
  orderType: string | null;
  /** For whom it was made out, where the till says so. */
  customer: string | null;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  serviceChargeMinor: number;
  taxes: { name: string; amountMinor: number }[];
  isBalanced: boolean;
  /** Told without a time of day: `occurredAt` says the day alone. */
  dayOnly: 'bill' | 'sum' | null;
  integrationId: string;
  locationLabel: string;
  runId: string;
  runFinishedAt: Date | null;
  importedAt: Date;
  firstImportedAt: Date;
  /** The vendor's words; null unless asked for. */
  payload: string | null;
}

/**
 * Newest first, of every state: open, void and vanished bills count nothing and are shown so.
 * The figures a filter leads from leave out voided lines, so the filter does too.
 */
export async function listBills(
  tx: Tx,
  wanted: {
    venueId: string;
    timeZone: string;
    fromMs: number;
    toMs: number;
    filter: BillFilter;
    after: { occurredAtMs: number; orderId: string } | null;
    countMax: number;
    hasPayload: boolean;
  },
): Promise<BillRow[]> {
  const { filter, after } = wanted;
  return tx.rows(sql`
    SELECT o.order_id AS "orderId", o.key, o.state, o.gone_at IS NOT NULL AS "isGone",
      o.occurred_at AS "occurredAt", o.closed_at AS "closedAt", o.guests, o.employee,
      coalesce(o.revenue_centre, location.revenue_centre) AS "revenueCentre", o.order_type AS "orderType", o.customer,
      o.gross_minor AS "grossMinor", o.discount_minor AS "discountMinor",
      o.comp_minor AS "compMinor", o.net_minor AS "netMinor", o.tax_minor AS "taxMinor",
      o.tip_minor AS "tipMinor", o.service_charge_minor AS "serviceChargeMinor", o.taxes,
      (o.is_balanced OR o.state <> 'closed' OR o.gone_at IS NOT NULL) AS "isBalanced", o.day_only AS "dayOnly",
      location.integration_id AS "integrationId",
      location.label AS "locationLabel", o.run_id AS "runId", run.finished_at AS "runFinishedAt",
      o.imported_at AS "importedAt", o.first_imported_at AS "firstImportedAt", CASE WHEN ${wanted.hasPayload}::boolean THEN o.payload END AS payload
    FROM locations location
    JOIN orders o ON o.company_id = location.company_id AND o.location_id = location.location_id
    LEFT JOIN runs run ON run.company_id = o.company_id AND run.run_id = o.run_id
    WHERE location.company_id = ${tx.companyId} AND location.venue_id = ${wanted.venueId}
      AND o.occurred_at >= ${new Date(wanted.fromMs)} AND o.occurred_at < ${new Date(wanted.toMs)}
      AND (${after === null}::boolean OR (o.occurred_at, o.order_id) <
        (${after === null ? null : new Date(after.occurredAtMs)}::timestamptz, ${after?.orderId ?? null}::uuid))
      AND (${filter.hour}::text IS NULL
        OR (o.day_only IS NULL
          AND to_char(o.occurred_at AT TIME ZONE ${wanted.timeZone}, 'HH24') = ${filter.hour}))
      AND (${filter.only}::text IS NULL OR CASE ${filter.only}
        WHEN 'gone' THEN o.gone_at IS NOT NULL
        WHEN 'unbalanced' THEN o.gone_at IS NULL AND o.state = 'closed' AND NOT o.is_balanced
        ELSE o.gone_at IS NULL AND o.state = ${filter.only} END)
      AND (${filter.category}::text IS NULL OR EXISTS (
        SELECT FROM order_lines line WHERE line.company_id = o.company_id AND line.order_id = o.order_id
          AND line.category = ${filter.category} AND line.kind <> 'void'))
      AND (${filter.item}::text IS NULL OR EXISTS (
        SELECT FROM order_lines line WHERE line.company_id = o.company_id AND line.order_id = o.order_id
          AND line.pos_item_code = ${filter.item} AND line.kind <> 'void'))
      AND (${filter.tender}::text IS NULL OR EXISTS (
        SELECT FROM order_payments payment WHERE payment.company_id = o.company_id
          AND payment.order_id = o.order_id AND payment.tender = ${filter.tender}))
    ORDER BY o.occurred_at DESC, o.order_id DESC LIMIT ${wanted.countMax}
  `);
}

/** One bill with the vendor's words; null when the venue has none of that id. */
export async function findBill(
  tx: Tx,
  wanted: { venueId: string; orderId: string },
): Promise<BillRow | null> {
  return tx.first(sql`
    SELECT o.order_id AS "orderId", o.key, o.state, o.gone_at IS NOT NULL AS "isGone",
      o.occurred_at AS "occurredAt", o.closed_at AS "closedAt", o.guests, o.employee,
      coalesce(o.revenue_centre, location.revenue_centre) AS "revenueCentre", o.order_type AS "orderType", o.customer,
      o.gross_minor AS "grossMinor", o.discount_minor AS "discountMinor",
      o.comp_minor AS "compMinor", o.net_minor AS "netMinor", o.tax_minor AS "taxMinor",
      o.tip_minor AS "tipMinor", o.service_charge_minor AS "serviceChargeMinor", o.taxes,
      (o.is_balanced OR o.state <> 'closed' OR o.gone_at IS NOT NULL) AS "isBalanced", o.day_only AS "dayOnly",
      location.integration_id AS "integrationId",
      location.label AS "locationLabel", o.run_id AS "runId", run.finished_at AS "runFinishedAt",
      o.imported_at AS "importedAt", o.first_imported_at AS "firstImportedAt", o.payload
    FROM orders o
    JOIN locations location ON location.company_id = o.company_id AND location.location_id = o.location_id
    LEFT JOIN runs run ON run.company_id = o.company_id AND run.run_id = o.run_id
    WHERE o.company_id = ${tx.companyId} AND o.order_id = ${wanted.orderId}
      AND o.venue_id = ${wanted.venueId}
  `);
}
