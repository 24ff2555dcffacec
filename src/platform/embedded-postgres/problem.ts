/** A sentence for the operator about why the embedded database cannot be used, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** The two levels this folder reports on; a pino logger fits, so does `console`. */
export interface LaunchLog {
  info(message: string): void;
  warn(message: string): void;
}
