import type { Tx } from '#platform/db/database.ts';
import { lockApprovedDates, updateHeldBack } from './reconciliation.store.ts';
import type { HeldBack } from './reconciliation.ts';

/** How many bills of a day an answer tells otherwise, by what happened to them. */
export type BillChanges = Omit<HeldBack, 'at'>;

/** The approved dates of a span. They stay approved until the caller's transaction ends. */
export async function approvedDatesOf(
  tx: Tx,
  scope: { companyId: string; venueId: string; from: string; to: string },
): Promise<ReadonlySet<string>> {
  return new Set(await lockApprovedDates(tx, scope));
}

/** Notes what an answer would have changed of approved days; a day without changes is told so. */
export async function recordHeldBack(
  tx: Tx,
  scope: { companyId: string; venueId: string; locationId: string; nowMs: number },
  changes: ReadonlyMap<string, BillChanges>,
): Promise<void> {
  const { nowMs, ...location } = scope;
  for (const [businessDate, bills] of changes) {
    const isNothing = Object.values(bills).every((count) => count === 0);
    const heldBack = isNothing ? null : { at: new Date(nowMs).toISOString(), ...bills };
    await updateHeldBack(tx, { ...location, businessDate }, heldBack);
  }
}
