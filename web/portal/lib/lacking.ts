import type { Integration } from '../api/integration.types.ts';
import type { Day } from '../api/sales.types.ts';

/** Days whose sales are not all here, each counted once, by why. */
export interface Lacking {
  /** An import of history has yet to come to them. */
  importing: number;
  missing: number;
  partial: number;
  /** No till was to be read then: nothing lacks, and nothing is known. */
  unknown: number;
}

/** Dates an import under way has yet to read in full, both ends included. */
export interface ImportSpan {
  from: string;
  to: string;
}

/** What imports have yet to come to; they read the newest days first. */
export function importSpans(integrations: readonly Pick<Integration, 'backfill'>[]): ImportSpan[] {
  return integrations.flatMap(({ backfill }) => {
    if (backfill?.state !== 'running' && backfill?.state !== 'pending') return [];
    return [{ from: backfill.from ?? '0000-01-01', to: backfill.reachedDate ?? '9999-12-31' }];
  });
}

/** The running day is never counted: it is open, and nobody expects it whole. */
export function lackingOf(
  days: readonly (Pick<Day, 'businessDate' | 'completeness'> & { isAsked?: boolean })[],
  imports: readonly ImportSpan[] = [],
): Lacking {
  const lacking: Lacking = { importing: 0, missing: 0, partial: 0, unknown: 0 };
  for (const { businessDate, completeness, isAsked } of days) {
    if (completeness !== 'missing' && completeness !== 'partial') continue;
    const isAwaited = imports.some(({ from, to }) => from <= businessDate && businessDate <= to);
    if (completeness === 'missing' && isAsked === false) lacking.unknown += 1;
    else lacking[isAwaited ? 'importing' : completeness] += 1;
  }
  return lacking;
}

/** Whether a sum leaves out sales that a till was to tell. */
export const isPartialSum = ({ importing, missing, partial }: Lacking): boolean =>
  importing + missing + partial > 0;

/** Whether a sum may stand beside another as a percentage. */
export const isComparable = (lacking: Lacking): boolean =>
  !isPartialSum(lacking) && lacking.unknown === 0;
