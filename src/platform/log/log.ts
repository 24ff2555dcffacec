import pino from 'pino';
import { toErrorRecord } from './error-record.ts';
import { redactJsonLine } from './redact-line.ts';
import { processRedactor, type Redactor } from './redactor.ts';

/** Facts beside a message. An error goes under `error`. */
export type LogFields = Record<string, unknown>;

/** Structured log lines: message first, facts apart. Fits the connector contract's log. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too. */
  child(fields: LogFields): Log;
  /** For libraries that bring their own calls (the HTTP server); its lines are redacted all the same. */
  readonly pino: pino.Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Names under which a value is hidden whatever it is. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'apiKey',
  'credentials',
];

/**
 * A log of JSON lines (time as ISO text, level as word).
 *
 * No secret leaves it: fields with telling names are hidden, and each finished line is searched
 * for registered secrets in every form (see redactor.ts), wherever in the line they stand.
 *
 * @param stream where lines go; standard error when absent: standard output belongs to a command's answer.
 */
export function createLog(options: {
  level: LogLevel;
  stream?: pino.DestinationStream;
  redactor?: Redactor;
}): Log {
  const redactor = options.redactor ?? processRedactor;
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: toErrorRecord, err: toErrorRecord },
      depthLimit: 6,
      edgeLimit: 100,
      redact: {
        paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[redacted]',
      },
      hooks: { streamWrite: (line) => redactJsonLine(line, redactor) },
    },
    options.stream ?? pino.destination(2),
  );
  return toLog(logger);
}

function toLog(logger: pino.Logger): Log {
  return {
    pino: logger,
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    child: (fields) => toLog(logger.child(fields)),
  };
}
