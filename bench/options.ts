/** How large a measurement is, and what bounds it. */
export interface BenchOptions {
  ordersPerDay: number;
  days: number;
  /** Integrations of the sync measurement, one round for each number. */
  integrations: readonly number[];
  /** Calls of the days measurement, for each length of history. */
  calls: number;
  /** Where profiles are left; measuring them costs some speed. */
  profileDir?: string | undefined;
  signal: AbortSignal;
  /** Told what is being done meanwhile. */
  say(sentence: string): void;
}
