import type { TimelineActor } from '#modules/timeline/index.ts';
import type { ZReport } from './compare.ts';

/** Bills of an approved day that a till tells otherwise now, by what happened to them. */
export interface HeldBack {
  /** When the till was last found to tell otherwise. */
  at: string;
  late: number;
  edited: number;
  /** Edited to nothing; not told apart by what files and calls sent, nor before this was counted. */
  voided?: number;
  gone: number;
  returned: number;
}

export interface Approval {
  at: string;
  actor: TimelineActor;
  note: string;
}

/** What people decided about a day, beside the till's figures. */
export interface Reconciliation {
  z: ZReport | null;
  approval: Approval | null;
  /** By location; null when every till tells what was approved. */
  heldBack: Record<string, HeldBack> | null;
}

export const noReconciliation: Reconciliation = { z: null, approval: null, heldBack: null };

/** An amount added to or taken from a day by hand; kept apart from what the till told. */
export interface Adjustment {
  adjustmentId: string;
  /** Empty for none; so is the tender. */
  category: string;
  tender: string;
  netMinor: number;
  reason: string;
  madeAt: Date;
  madeBy: TimelineActor;
}
