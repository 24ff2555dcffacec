import type { Window } from '#connectors/contract.ts';
import { addDays, businessDateOf, type DayRule, dayStartMs } from '#kernel/business-day.ts';

/**
 * Cuts a window at business-day boundaries into pieces of at most `daysMax` days, oldest first, so
 * that a long gap is filled in bounded answers and the checkpoint moves with each.
 */
export function splitWindow(window: Window, daysMax: number, rule: DayRule): Window[] {
  const pieces: Window[] = [];
  let fromMs = window.fromMs;
  while (fromMs < window.toMs) {
    const boundaryMs = dayStartMs(addDays(businessDateOf(fromMs, rule), daysMax), rule);
    const toMs = Math.min(boundaryMs, window.toMs);
    pieces.push({ fromMs, toMs });
    fromMs = toMs;
  }
  return pieces;
}
