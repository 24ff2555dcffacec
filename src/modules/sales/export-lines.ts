import { addDays, daysBetween } from '#kernel/business-day.ts';
import type { CsvRow } from '#kernel/csv.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type BillFilter, listBills } from './bill.store.ts';
import { listBillLines, listBillPayments } from './bill-parts.store.ts';
import { type SalesCsvWriter, salesCsvRows } from './sales-csv.ts';
import { toVenueDay } from './venue-day.ts';

const billsPerRead = 200;
/** Bills are sorted anew for each read: a week of them costs some milliseconds, a year seconds. */
const daysPerWindow = 7;

/** The bills of business days `from` to `to`, both included and checked. */
export interface LinesExport {
  companyId: string;
  from: string;
  to: string;
  filter: BillFilter;
  writer: SalesCsvWriter;
}

interface Window {
  fromMs: number;
  toMs: number;
}

type Position = { occurredAtMs: number; orderId: string } | null;

interface Page {
  window: Window;
  /** Behind this bill; null: from the newest on. */
  after: Position;
}

interface PageRead {
  rows: readonly CsvRow[];
  /** Null behind the window's last bill. */
  next: Position;
}

/**
 * The lines of bills as CSV, newest bill first. Some bills at a time, each read in a transaction of
 * its own: memory stays flat, and a slow reader holds nothing open.
 */
export async function* exportLines(
  database: Database,
  wanted: LinesExport,
): AsyncGenerator<readonly CsvRow[]> {
  for (const window of windowsOf(wanted)) {
    let after: Position = null;
    do {
      const page: Page = { window, after };
      const { rows, next }: PageRead = await database.withCompanySnapshot(wanted.companyId, (tx) =>
        readPage(tx, wanted, page),
      );
      yield rows;
      after = next;
    } while (after !== null);
  }
}

/** Newest first. */
function* windowsOf({ from, to, writer: { venue } }: LinesExport): Generator<Window> {
  for (let last = to; last >= from; last = addDays(last, -daysPerWindow)) {
    const days = Math.min(daysPerWindow, daysBetween(from, last) + 1);
    const { startMs: fromMs } = toVenueDay(addDays(last, 1 - days), venue);
    yield { fromMs, toMs: toVenueDay(last, venue).endMs };
  }
}

async function readPage(
  tx: Tx,
  { filter, writer }: LinesExport,
  { window, after }: Page,
): Promise<PageRead> {
  const { venueId, timeZone } = writer.venue;
  const bills = await listBills(tx, {
    ...{ venueId, timeZone, filter, after, hasPayload: false },
    ...window,
    countMax: billsPerRead,
  });
  if (bills.length === 0) return { rows: [], next: null };
  const orderIds = bills.map((bill) => bill.orderId);
  const lines = Map.groupBy(
    (await listBillLines(tx, orderIds)).filter((line) => isWanted(line, filter)),
    (line) => line.orderId,
  );
  const payments = Map.groupBy(await listBillPayments(tx, orderIds), (paid) => paid.orderId);
  const rows = bills.flatMap((bill) => {
    const { orderId } = bill;
    const parts = { lines: lines.get(orderId) ?? [], payments: payments.get(orderId) ?? [] };
    return salesCsvRows(bill, parts, writer);
  });
  const last = bills.length < billsPerRead ? undefined : bills.at(-1);
  const next = last ? { occurredAtMs: last.occurredAt.getTime(), orderId: last.orderId } : null;
  return { rows, next };
}

/** Behind the figure of a category or an item stand its own lines alone, without voided ones. */
function isWanted(
  line: { kind: string; category: string; posItemCode: string },
  { category, item }: BillFilter,
): boolean {
  if (category === null && item === null) return true;
  if (line.kind === 'void') return false;
  return (
    (category === null || line.category === category) &&
    (item === null || line.posItemCode === item)
  );
}
