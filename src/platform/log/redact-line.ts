import type { Redactor } from './redactor.ts';

/**
 * A JSON line without secrets, still valid JSON. Most lines hold none and pass untouched; the
 * others are read, cleaned value by value (a secret may be part of a number) and written again.
 */
export function redactJsonLine(line: string, redactor: Redactor): string {
  if (!redactor.holdsSecret(line)) return line;
  try {
    return `${JSON.stringify(clean(JSON.parse(line), redactor))}\n`;
  } catch {
    return `${JSON.stringify({ level: 'error', msg: redactor.redact(line) })}\n`;
  }
}

function clean(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value);
  if (typeof value === 'number') {
    return redactor.holdsSecret(String(value)) ? redactor.redact(String(value)) : value;
  }
  if (Array.isArray(value)) return value.map((item) => clean(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactor.redact(key), clean(item, redactor)]),
  );
}
