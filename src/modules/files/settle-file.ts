import type { FileColumns, FileReading, SkippedRow, Window } from '#connectors/contract.ts';
import {
  extendHistoryTo,
  listCovered,
  recordFileRead,
  recordFileRefused,
} from '#modules/integrations/index.ts';
import { applyToldOrders, recordFailedFile, toUnreadable } from '#modules/sync/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileDeps } from './deps.ts';
import { listOtherSpans, updateAsking, updateRead, updateUnreadable } from './file.store.ts';
import type { FileReason, SalesFileRecord } from './file.ts';
import { closingWindows, coverOfFile, daysNobodyTells, revisitedDays } from './file-cover.ts';
import { answersNeeded, noRowReadable, toProblem } from './file-troubles.ts';
import { previewRows } from './preview-rows.ts';
import type { OpenFile, Understood } from './read-file.ts';
import {
  askToldOtherwise,
  decideSameSales,
  listToldOtherwise,
  sayUnheard,
  withoutDates,
} from './told-otherwise.ts';

type ReadReading = Extract<FileReading, { kind: 'read' }>;
type AskReading = Extract<FileReading, { kind: 'ask' }>;

/** More of the same tells nobody anything; the file itself is kept. */
const setAsideMax = 1000;

/** Writes down what a reading came to, in the transaction that holds the file. */
export async function settleFile(
  tx: Tx,
  deps: FileDeps,
  open: OpenFile,
  { reading, before }: Understood,
): Promise<void> {
  if (reading.kind === 'ask') return settleAsking(tx, deps, open, reading);
  if (reading.kind === 'unreadable') {
    const { code, reason: message, columns = null } = reading;
    return settleUnreadable(tx, deps, open, { reason: { code, message }, columns });
  }
  const reason = await findNothingReadable(open, reading);
  if (reason !== null) {
    const { layout, mapping } = reading;
    return settleUnreadable(tx, deps, open, { reason, columns: { layout, mapping } });
  }
  return settleRead(tx, deps, open, { ...reading, before });
}

/** Why a file in which there is nothing but trouble is not taken for one without sales. */
async function findNothingReadable(
  { setting }: OpenFile,
  { orders, skipped, rowCount }: ReadReading,
): Promise<FileReason | null> {
  const { connector, transformContext } = setting.reading;
  let first = skipped[0]?.reason ?? null;
  for await (const page of orders.pages()) {
    for (const raw of page) {
      const result = connector.transform(raw, transformContext);
      if (result.kind !== 'invalid') return null;
      first ??= result.reason;
    }
  }
  return first === null ? null : noRowReadable(first, Math.max(rowCount, skipped.length));
}

async function settleAsking(
  tx: Tx,
  deps: FileDeps,
  open: OpenFile,
  { layout, mapping, questions }: AskReading,
): Promise<void> {
  const { companyId, fileId, integrationId } = open.file;
  const nowMs = deps.clock.now();
  await updateAsking(tx, { companyId, fileId, layout, mapping, questions, nowMs });
  if (cameByItself(open)) {
    await recordFileRefused(tx, deps, { companyId, integrationId, nowMs, problem: answersNeeded });
  }
}

async function settleUnreadable(
  tx: Tx,
  deps: FileDeps,
  open: OpenFile,
  { reason, columns }: { reason: FileReason; columns: FileColumns | null },
): Promise<void> {
  const { companyId, fileId, integrationId, wasRead } = open.file;
  const nowMs = deps.clock.now();
  const problem = toProblem(reason);
  const runId = await recordFailedFile(tx, deps, {
    ...{ integration: open.integration, location: open.location, problem, nowMs },
    trigger: triggerOf(open),
  });
  await updateUnreadable(tx, {
    ...{ companyId, fileId, reason, runId, nowMs },
    // What it was read with before says what is to be taken back when it is read otherwise.
    columns: wasRead ? null : columns,
  });
  if (cameByItself(open)) {
    await recordFileRefused(tx, deps, { companyId, integrationId, nowMs, problem });
  }
}

async function settleRead(
  tx: Tx,
  deps: FileDeps,
  open: OpenFile,
  reading: ReadReading & Pick<Understood, 'before'>,
): Promise<void> {
  const { file, integration, location, venue, setting } = open;
  const { companyId, fileId, integrationId } = file;
  const { firstDate, lastDate, orders, layout, mapping } = reading;
  const { rule } = venue;
  const otherwise = await listToldOtherwise(tx, location, {
    ...{ orders, rule },
    before: reading.before.keys,
  });
  if (otherwise.length > 0 && mapping.beside === undefined) {
    const questions = [askToldOtherwise(otherwise, rule)];
    return settleAsking(tx, deps, open, { kind: 'ask', layout, mapping, questions });
  }
  const same = mapping.beside === 'replace' ? otherwise : [];
  const { receivedAtMs } = file;
  const { replaced, unheard } = decideSameSales(same, { receivedAtMs, rule });
  const warnings = [...reading.warnings, ...(unheard.size > 0 ? [sayUnheard(unheard)] : [])];
  const nowMs = deps.clock.now();
  const leftOut = reading.skipped.filter((row) => row.isSum !== true);
  const { occurredAtMs } = orders;
  const told = { firstDate, lastDate, occurredAtMs, receivedAtMs: file.receivedAtMs };
  const windows = coverOfFile(told, venue.rule);
  const covered = await listCovered(tx, companyId, location.locationId);
  windows.push(...closingWindows(covered, windows, venue.rule));
  const stored = await applyToldOrders(tx, deps, {
    ...{ integration, location, warnings, nowMs },
    toldAtMs: file.receivedAtMs,
    orders: unheard.size > 0 ? withoutDates(orders.pages(), unheard, rule) : orders.pages(),
    trigger: triggerOf(open),
    unreadable: leftOut
      .slice(0, setAsideMax)
      .map((row) => toSetAside(file, row, firstDate === lastDate ? windows[0] : undefined)),
    settledKeys: settledKeys(file, reading),
    windows: windows.sort((a, b) => a.fromMs - b.fromMs),
    takenBack: {
      keys: new Set([...reading.before.keys, ...replaced]),
      days: revisitedDays(reading.before.occurredAtMs, windows, venue.rule),
      unread: daysNobodyTells(
        { ...reading.before, receivedAtMs: file.receivedAtMs },
        { windows, others: await listOtherSpans(tx, file) },
        venue.rule,
      ),
    },
  });
  const hasSales = occurredAtMs.length > 0;
  if (hasSales) await extendHistoryTo(tx, { companyId, integrationId, firstDate });
  const { ordersNew, ordersChanged, ordersUnchanged, ordersQuarantined } = stored.counts;
  await updateRead(tx, {
    ...{ companyId, fileId, layout, mapping, warnings: stored.warnings, nowMs },
    preview: await previewRows(orders, setting.reading, venue.rule),
    result: {
      ...{ runId: stored.runId, rowCount: reading.rowCount, ordersNew, ordersChanged },
      ordersUnchanged,
      rowsSetAside: ordersQuarantined + Math.max(0, leftOut.length - setAsideMax),
      firstDate: hasSales ? firstDate : null,
      lastDate: hasSales ? lastDate : null,
    },
  });
  await recordFileRead(tx, deps, { companyId, integrationId, nowMs });
}

/**
 * A row as it is set aside; the database holds no NUL. It lacks in the one day its file tells of;
 * among several, nobody knows in which.
 */
function toSetAside(file: SalesFileRecord, skipped: SkippedRow, onlyDay: Window | undefined) {
  const payloadText = skipped.text.replaceAll('\0', '').toWellFormed();
  const key = rowKey(file, skipped.row);
  return toUnreadable({ key, occurredAtMs: onlyDay?.fromMs ?? null, payloadText }, skipped.reason);
}

/** Names a row of a file to a person, and apart from the same row of a file of the same name. */
function rowKey({ name, fileId }: SalesFileRecord, row: number): string {
  return `${name}#${row}-${fileId.slice(-6)}`;
}

/** Blank and total rows count among a file's rows, but not among those with sales. */
const otherRowsMax = 100;

/** All that an earlier reading of the file may have set aside. */
function settledKeys(
  file: SalesFileRecord,
  { before, rowCount, skipped }: ReadReading & Pick<Understood, 'before'>,
): string[] {
  if (file.settledAtMs === null) return [];
  const rowsMax = rowCount + skipped.length + otherRowsMax;
  const rows = Array.from({ length: rowsMax }, (_, index) => rowKey(file, index + 1));
  return [...rows, ...before.keys];
}

/** Whoever uploads a file sees at once what became of it; nobody looks at one that was mailed. */
function cameByItself({ file }: OpenFile): boolean {
  return file.source !== 'upload';
}

function triggerOf(open: OpenFile): 'user' | 'schedule' {
  return cameByItself(open) ? 'schedule' : 'user';
}
