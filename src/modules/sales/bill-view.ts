import { type Modifier, numberOfKey } from '#connectors/contract.ts';
import { instantToWall } from '#kernel/business-day.ts';
import type { BillRow } from './bill.store.ts';
import type { BillChangeRow, BillLineRow, BillPaymentRow } from './bill-parts.store.ts';

/** The lines, payments and changes of one or more bills. */
export interface BillParts {
  lines: readonly BillLineRow[];
  payments: readonly BillPaymentRow[];
  changes: readonly BillChangeRow[];
}

/** One bill as the API tells it. Money in minor units, instants ISO-8601 UTC. */
export interface BillView
  extends Omit<
    BillRow,
    | 'orderId'
    | 'isGone'
    | 'isBalanced'
    | 'occurredAt'
    | 'closedAt'
    | 'importedAt'
    | 'firstImportedAt'
    | 'runId'
    | 'runFinishedAt'
    | 'payload'
  > {
  id: string;
  /** What people at the till know it by. */
  number: string;
  gone: boolean;
  /** Payments equal net, taxes and service charge; told of bills that count alone. */
  balanced: boolean;
  openedAt: string;
  /** Wall time of the venue. */
  openedAtLocal: string;
  closedAt: string | null;
  /** When the order was last stored, and when for the first time. */
  importedAt: string;
  firstImportedAt: string;
  lines: (Omit<BillLineRow, 'orderId' | 'modifiers'> & { modifiers: Modifier[] })[];
  payments: Omit<BillPaymentRow, 'orderId'>[];
  changes: (Omit<BillChangeRow, 'orderId' | 'at'> & { at: string })[];
  run: { id: string; finishedAt: string | null };
  /** The vendor's payload, if asked for. */
  raw?: unknown;
}

/** Puts bills together with their parts, in the order of `bills`. Pure. */
export function toBillViews(
  bills: readonly BillRow[],
  parts: BillParts,
  timeZone: string,
): BillView[] {
  const lines = Map.groupBy(parts.lines, (line) => line.orderId);
  const payments = Map.groupBy(parts.payments, (payment) => payment.orderId);
  const changes = Map.groupBy(parts.changes, (change) => change.orderId);
  return bills.map((bill) => {
    const { orderId: id, isGone, isBalanced, occurredAt, closedAt, ...rest } = bill;
    const { importedAt, firstImportedAt, runId, runFinishedAt, payload, ...figures } = rest;
    return {
      ...figures,
      number: numberOfKey(bill.key),
      id,
      gone: isGone,
      balanced: isBalanced,
      openedAt: occurredAt.toISOString(),
      openedAtLocal: instantToWall(occurredAt.getTime(), timeZone),
      closedAt: closedAt?.toISOString() ?? null,
      importedAt: importedAt.toISOString(),
      firstImportedAt: firstImportedAt.toISOString(),
      lines: (lines.get(id) ?? []).map(({ orderId: _, modifiers, ...line }) => ({
        ...line,
        modifiers: modifiers ?? [],
      })),
      payments: (payments.get(id) ?? []).map(({ orderId: _, ...payment }) => payment),
      changes: (changes.get(id) ?? []).map(({ orderId: _, at, ...change }) => ({
        ...change,
        at: at.toISOString(),
      })),
      run: { id: runId, finishedAt: runFinishedAt?.toISOString() ?? null },
      ...(payload === null ? {} : { raw: readPayload(payload) }),
    };
  });
}

/** What the vendor sent: JSON as JSON, anything else as the text it is. */
export function readPayload(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
