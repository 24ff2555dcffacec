/** How large a measurement is, and what bounds it. */
export interface BenchOptions {
  ordersPerDay: number;
  days: number;
  /** Integrations of the sync measurement, one round for each number. */
  integrations: readonly number[];
  /** Calls of the days measurement, for each length of history. */
  calls: number;
  /** Rows of the files measurement: of the CSV; the workbook has two thirds of them. */
  rows: number;
  /** Where profiles are left; measuring them costs some speed. */
  profileDir?: string | undefined;
  signal: AbortSignal;
  /** Told what is being done meanwhile. */
  say(sentence: string): void;
}
