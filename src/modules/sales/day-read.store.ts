import type { Tx } from '#platform/db/database.ts';
import { prepared } from '#platform/db/sql.ts';
import type { Span } from './completeness.ts';
import type { Suspicion } from './day.store.ts';
import type {
  CategorySum,
  CountedLocation,
  DaySums,
  FirstSeen,
  LocationTotal,
  SetAsideBills,
} from './day-view.ts';

/** Business dates of some venues, both ends included. */
export interface DateRange {
  venueIds: readonly string[];
  from: string;
  to: string;
}

/** The venues' locations, deactivated ones too, with the part of their cover that touches the window. */
export async function listCountedLocations(
  tx: Tx,
  options: { venueIds: readonly string[]; windowFromMs: number; windowToMs: number },
): Promise<CountedLocation[]> {
  const rows = await tx.rows<
    Omit<CountedLocation, 'deactivatedAtMs' | 'toldFromMs' | 'covered'> & {
      deactivatedAt: Date | null;
      toldFrom: Date | null;
      covered: Span[] | null;
    }
  >(prepared('counted_locations')`
    SELECT location.location_id AS "locationId", location.venue_id AS "venueId",
      location.integration_id AS "integrationId", location.label,
      integration.history_from AS "historyFrom", integration.deactivated_at AS "deactivatedAt",
      lower(location.covered) AS "toldFrom",
      (SELECT json_agg(json_build_object(
          'fromMs', round(extract(epoch FROM lower(span)) * 1000),
          'toMs', round(extract(epoch FROM upper(span)) * 1000)) ORDER BY lower(span))
        FROM unnest(location.covered * tstzmultirange(tstzrange(
          ${new Date(options.windowFromMs)}::timestamptz, ${new Date(options.windowToMs)}::timestamptz))) span
      ) AS covered
    FROM locations location
    JOIN integrations integration ON integration.company_id = location.company_id
      AND integration.integration_id = location.integration_id
    WHERE location.company_id = ${tx.companyId} AND location.venue_id = ANY(${options.venueIds}::uuid[])
    ORDER BY location.created_at, location.location_id
  `);
  return rows.map(({ deactivatedAt, toldFrom, covered, ...location }) => ({
    ...location,
    deactivatedAtMs: deactivatedAt?.getTime() ?? null,
    toldFromMs: toldFrom?.getTime() ?? null,
    covered: covered ?? [],
  }));
}

/** What waits in quarantine and speaks of a time within the window, by minute: days begin with one. */
export async function listSetAside(
  tx: Tx,
  options: { venueIds: readonly string[]; windowFromMs: number; windowToMs: number },
): Promise<SetAsideBills[]> {
  const rows = await tx.rows<Omit<SetAsideBills, 'atMs'> & { at: Date }>(prepared('set_aside')`
    SELECT location.venue_id AS "venueId", location.location_id AS "locationId",
      date_trunc('minute', held.occurred_at) AS at, count(*)::int AS count
    FROM locations location
    JOIN quarantined_orders held ON held.company_id = location.company_id
      AND held.location_id = location.location_id
      AND held.resolved_at IS NULL AND held.dismissed_at IS NULL
      AND held.occurred_at >= ${new Date(options.windowFromMs)}
      AND held.occurred_at < ${new Date(options.windowToMs)}
    WHERE location.company_id = ${tx.companyId} AND location.venue_id = ANY(${options.venueIds}::uuid[])
    GROUP BY location.venue_id, location.location_id, at
  `);
  return rows.map(({ at, ...rest }) => ({ ...rest, atMs: at.getTime() }));
}

type TotalRow = DaySums & {
  venueId: string;
  locationId: string;
  businessDate: string;
  morningOrders: number;
  morningNetMinor: number;
  dayOnlyOrders: number;
  sumOrders: number;
  firstSeenAt: Date | null;
  firstOrders: number | null;
  firstNetMinor: number | null;
  morningFirstSeenAt: Date | null;
  morningFirstOrders: number | null;
  morningFirstNetMinor: number | null;
  suspicion: Suspicion | null;
  isRestated: boolean;
};

export async function listLocationTotals(tx: Tx, range: DateRange): Promise<LocationTotal[]> {
  const rows = await tx.rows<TotalRow>(prepared('location_totals')`
    SELECT venue_id AS "venueId", location_id AS "locationId", business_date AS "businessDate",
      orders, open_orders AS "openOrders", unbalanced_orders AS "unbalancedOrders", guests,
      gross_minor AS "grossMinor", discount_minor AS "discountMinor", comp_minor AS "compMinor",
      net_minor AS "netMinor", tax_minor AS "taxMinor", tip_minor AS "tipMinor",
      service_charge_minor AS "serviceChargeMinor", morning_orders AS "morningOrders",
      morning_net_minor AS "morningNetMinor", day_only_orders AS "dayOnlyOrders",
      sum_orders AS "sumOrders", first_seen_at AS "firstSeenAt",
      first_orders AS "firstOrders", first_net_minor AS "firstNetMinor",
      morning_first_seen_at AS "morningFirstSeenAt", morning_first_orders AS "morningFirstOrders",
      morning_first_net_minor AS "morningFirstNetMinor", suspicion,
      (business_date, location_id) IN (
        SELECT business_date, location_id FROM restatements
        WHERE company_id = ${tx.companyId} AND venue_id = ANY(${range.venueIds}::uuid[])
          AND business_date BETWEEN ${range.from} AND ${range.to}
      ) AS "isRestated"
    FROM day_totals
    WHERE company_id = ${tx.companyId} AND venue_id = ANY(${range.venueIds}::uuid[])
      AND business_date BETWEEN ${range.from} AND ${range.to}
  `);
  return rows.map(toLocationTotal);
}

function toLocationTotal(row: TotalRow): LocationTotal {
  const { venueId, locationId, businessDate, suspicion, isRestated } = row;
  return {
    venueId,
    locationId,
    businessDate,
    suspicion,
    isRestated,
    sums: {
      orders: row.orders,
      openOrders: row.openOrders,
      guests: row.guests,
      grossMinor: row.grossMinor,
      discountMinor: row.discountMinor,
      compMinor: row.compMinor,
      netMinor: row.netMinor,
      taxMinor: row.taxMinor,
      tipMinor: row.tipMinor,
      serviceChargeMinor: row.serviceChargeMinor,
      unbalancedOrders: row.unbalancedOrders,
    },
    areTimesTold: row.dayOnlyOrders === 0,
    areBillsTold: row.sumOrders === 0,
    morning: { netMinor: row.morningNetMinor, orders: row.morningOrders },
    firstSeen: toFirstSeen(row.firstSeenAt, row.firstNetMinor, row.firstOrders),
    morningFirstSeen: toFirstSeen(
      row.morningFirstSeenAt,
      row.morningFirstNetMinor,
      row.morningFirstOrders,
    ),
  };
}

function toFirstSeen(
  at: Date | null,
  netMinor: number | null,
  orders: number | null,
): FirstSeen | null {
  if (at === null || netMinor === null) return null;
  return { atMs: at.getTime(), netMinor, orders };
}

/** Net and quantity by category, day by day, over all locations of the venue. */
export async function listCategorySums(
  tx: Tx,
  range: { venueId: string; from: string; to: string },
): Promise<(CategorySum & { businessDate: string })[]> {
  return tx.rows(prepared('category_sums')`
    SELECT business_date AS "businessDate", name, trim_scale(sum(quantity))::text AS quantity,
      sum(amount_minor)::bigint AS "netMinor"
    FROM day_breakdowns
    WHERE company_id = ${tx.companyId} AND venue_id = ${range.venueId} AND dimension = 'category'
      AND business_date BETWEEN ${range.from} AND ${range.to}
    GROUP BY business_date, name
  `);
}
