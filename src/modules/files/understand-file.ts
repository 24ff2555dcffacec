import { isDeepStrictEqual } from 'node:util';
import type {
  ColumnMapping,
  FileContext,
  FileReading,
  RawOrder,
  SalesFile,
} from '#connectors/contract.ts';
import type { Reading } from '#modules/sync/index.ts';
import type { KnownLayout } from './layout.store.ts';

/** Everything one reading of a file needs besides the file. */
export interface FileSetting {
  reading: Reading;
  nowMs: number;
  signal: AbortSignal;
}

/** Has the connector read a file with a mapping, or with its own best guess. */
export function readWith(
  file: SalesFile,
  setting: FileSetting,
  mapping: ColumnMapping | null,
): Promise<FileReading> {
  const { connector, transformContext } = setting.reading;
  const { timeZone, currency } = transformContext;
  const { nowMs, signal } = setting;
  const context: FileContext = { timeZone, currency, nowMs, mapping, signal };
  if (!connector.readFile) throw new Error(`${connector.describe.id} reads no files`);
  return connector.readFile(file, context);
}

/**
 * Reads a file as people confirmed for its layout. Which layout it has is known only once it was
 * opened, so the newest confirmed one is tried first: most tills send the same layout every day.
 */
export async function understandFile(
  file: SalesFile,
  setting: FileSetting,
  layouts: readonly KnownLayout[],
): Promise<FileReading> {
  const [newest] = layouts;
  const tried = await readWith(file, setting, newest?.mapping ?? null);
  if (newest === undefined) return tried;
  if (tried.kind === 'unreadable') return readWith(file, setting, null);
  const { key } = tried.layout;
  if (key === newest.key) return tried;
  const known = layouts.find((layout) => layout.key === key);
  return readWith(file, setting, known?.mapping ?? null);
}

/**
 * What the file told when it was read with another mapping before: orders that were understood
 * wrongly then must not stay. Empty when it is the first reading, or read the same way again.
 */
export async function understoodBefore(
  file: SalesFile,
  setting: FileSetting,
  { before, now }: { before: ColumnMapping | null; now: FileReading },
): Promise<readonly RawOrder[]> {
  if (before === null || now.kind !== 'read' || isDeepStrictEqual(before, now.mapping)) return [];
  const earlier = await readWith(file, setting, before);
  return earlier.kind === 'read' ? earlier.orders : [];
}
