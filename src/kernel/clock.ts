/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** The only source of "now". Everything that needs the time takes one, so that tests can set it. */
export interface Clock {
  now(): EpochMs;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that moves only when told to.
 * @param startMs first answer of `now()`.
 */
export function manualClock(
  startMs: EpochMs,
): Clock & { advance(ms: number): void; set(ms: EpochMs): void } {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    set: (ms) => {
      nowMs = ms;
    },
  };
}
