import type { DayRule } from '#kernel/business-day.ts';
import type { EpochMs } from '#kernel/clock.ts';
import { historyFromOf, isEarlier } from './history.ts';
import type { Integration } from './integration.ts';
import { historyOnlyEarlier } from './refusals.ts';
import { nextBeatMs, offsetSecondsOf } from './schedule.ts';

export type SettingsInput = Record<string, unknown>;

/** One thing that changed, for the timeline: old → new, or which tills. Never a secret. */
export type ChangeNote = { was: unknown; now: unknown } | { locations: string[] };

export interface ChosenChange {
  nickname: string | null | undefined;
  everyMinutes: number | undefined;
  /** All of them, as the connector parsed them. */
  settings: Record<string, unknown>;
  monthsDefault: number;
  rule: DayRule;
  hasNewCredentials: boolean;
  nowMs: EpochMs;
}

export interface ChoicesDecision {
  next: Integration;
  changes: Record<string, ChangeNote>;
  isHistoryEarlier: boolean;
  /** Settings that decide how stored orders read have changed. */
  isMeaningChanged: boolean;
}

/** Settings that say how far back to import; all others say how orders are understood. */
const historySettings = new Set(['historyMonths', 'historyFrom']);

/**
 * What a change of an integration's choices makes of it. Pure.
 * @throws Refusal 422 `history_only_earlier`.
 */
export function decideChoices(was: Integration, change: ChosenChange): ChoicesDecision {
  const nickname = change.nickname === undefined ? was.nickname : change.nickname;
  const everyMinutes = change.everyMinutes ?? was.everyMinutes;
  const historyFrom = decideHistory(was, change);
  const changes: Record<string, ChangeNote> = {};
  const note = (name: string, before: unknown, after: unknown) => {
    if (before !== after) changes[name] = { was: before ?? null, now: after ?? null };
  };
  note('nickname', was.nickname, nickname);
  note('everyMinutes', was.everyMinutes, everyMinutes);
  note('historyFrom', was.historyFrom, historyFrom);
  const meaning = [...new Set([...Object.keys(was.settings), ...Object.keys(change.settings)])]
    .filter((name) => !historySettings.has(name))
    .filter((name) => was.settings[name] !== change.settings[name]);
  for (const name of meaning) note(name, was.settings[name], change.settings[name]);
  return {
    next: { ...was, nickname, historyFrom, settings: change.settings, ...schedule(was, change) },
    changes,
    isHistoryEarlier: isEarlier(historyFrom, was.historyFrom),
    isMeaningChanged: meaning.length > 0,
  };
}

/** Months count from when the integration was added, so saying the same again changes nothing. */
function decideHistory(was: Integration, change: ChosenChange): string {
  const { settings, rule, monthsDefault } = change;
  const isSame = [...historySettings].every((name) => was.settings[name] === settings[name]);
  if (isSame) return was.historyFrom;
  const asked = historyFromOf(settings, { nowMs: was.createdAtMs, rule, monthsDefault });
  if (isEarlier(was.historyFrom, asked)) throw historyOnlyEarlier();
  return asked;
}

/** A new period has its own beat; new credentials are tried at once. */
function schedule(was: Integration, change: ChosenChange) {
  const everyMinutes = change.everyMinutes ?? was.everyMinutes;
  const { nowMs } = change;
  if (everyMinutes === was.everyMinutes) {
    return change.hasNewCredentials ? { nextDueAtMs: nowMs } : {};
  }
  const offsetSeconds = offsetSecondsOf(was.integrationId, everyMinutes);
  const beatMs = nextBeatMs(nowMs, everyMinutes, offsetSeconds);
  const nextDueAtMs = change.hasNewCredentials ? nowMs : Math.min(beatMs, was.nextDueAtMs);
  return { everyMinutes, offsetSeconds, nextDueAtMs };
}
