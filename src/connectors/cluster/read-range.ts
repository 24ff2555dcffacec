/**
 * Reads a range of wall time so that nothing is lost to a silent limit: an answer whose row count
 * looks cut off is asked for again in halves, and the halves are believed when they show more.
 */

import type { ConnectorContext } from '../contract.ts';
import { findHttpFailure } from '../http-failure.ts';
import { readSales } from './api.ts';
import { UnexpectedAnswer } from './classify.ts';
import { splitRange, type WallRange } from './query.ts';
import { addOrder, groupRows, type RowGroups, toToldRow } from './rows.ts';

export type ReadContext = Pick<
  ConnectorContext<unknown>,
  'http' | 'location' | 'log' | 'signal' | 'timeZone'
>;

export interface RangeAnswer extends RowGroups {
  rowCount: number;
  /** Even an hour alone looks cut off, so older sales of that hour may be missing. */
  isMaybeCapped: boolean;
}

/** Fewer unreadable rows than this are rows gone wrong; when all of many are, the columns changed. */
const ROWS_JUDGED_MIN = 10;

/** @throws what the HTTP client throws, UnexpectedAnswer, or the signal's reason when aborted. */
export async function readRange(context: ReadContext, range: WallRange): Promise<RangeAnswer> {
  context.signal.throwIfAborted();
  const halves = splitRange(range);
  const whole = await ask(context, range, halves !== null);
  if (whole !== null && !looksCapped(whole.rowCount)) return whole;
  if (halves === null) return { ...(whole as RangeAnswer), isMaybeCapped: true };
  const later = await readRange(context, halves[0]);
  const earlier = await readRange(context, halves[1]);
  const rowCount = later.rowCount + earlier.rowCount;
  const isHourCapped = later.isMaybeCapped || earlier.isMaybeCapped;
  // As many rows in the halves: the number was round by chance.
  if (whole !== null && rowCount <= whole.rowCount && !isHourCapped) return whole;
  if (whole !== null) {
    context.log.warn('an answer may have been cut off', {
      rowCount: whole.rowCount,
      rowCountInHalves: rowCount,
    });
  }
  return union(later, earlier);
}

/**
 * Whether a count of rows is one at which services cut answers: multiples of 500, powers of two.
 */
export function looksCapped(rowCount: number): boolean {
  if (rowCount < 500) return false;
  return rowCount % 500 === 0 || (rowCount >= 512 && Number.isInteger(Math.log2(rowCount)));
}

/** The answer as it is; null when it is larger than the limit and can be asked for in halves. */
async function ask(
  context: ReadContext,
  range: WallRange,
  isDivisible: boolean,
): Promise<RangeAnswer | null> {
  try {
    const rows = await readSales(context, range, (row, told) =>
      toToldRow(row, told, context.timeZone),
    );
    const groups = groupRows(rows);
    if (rows.length >= ROWS_JUDGED_MIN && groups.orders.size === 0) {
      throw new UnexpectedAnswer(
        `sales-data: none of ${rows.length} rows has an order id and a date`,
      );
    }
    return { ...groups, rowCount: rows.length, isMaybeCapped: false };
  } catch (error) {
    if (isDivisible && findHttpFailure(error)?.kind === 'too_large') return null;
    throw error;
  }
}

function union(later: RangeAnswer, earlier: RangeAnswer): RangeAnswer {
  const groups: RowGroups = { orders: later.orders, unreadable: later.unreadable };
  for (const order of earlier.orders.values()) addOrder(groups, order);
  for (const order of earlier.unreadable) groups.unreadable.push(order);
  return {
    ...groups,
    rowCount: later.rowCount + earlier.rowCount,
    isMaybeCapped: later.isMaybeCapped || earlier.isMaybeCapped,
  };
}
