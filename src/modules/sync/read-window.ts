import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Problem, RawOrder, Window } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Reading, TillSource, ToldRawOrder } from './reading.ts';
import {
  type Reader,
  type ReaderOptions,
  readFresh,
  startReader,
  type Understood,
} from './understand-orders.ts';

/** Some milliseconds of work. */
const ordersPerTurn = 100;

/** What the vendor did wrong, as its connector understands it. */
export class VendorTrouble extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, cause: unknown) {
    super(problem.detail ?? problem.code, { cause });
    this.name = 'VendorTrouble';
    this.problem = problem;
  }
}

export interface WindowAnswer {
  told: Map<string, ToldRawOrder>;
  /** Without a key or a readable time: cannot be compared, only set aside. */
  unreadable: RawOrder[];
  /** What the connector could not be sure of, for the run's warnings. */
  warnings: Localized[];
  /** All of the told orders understood as new ones, when that was asked for. */
  written: Understood | null;
}

/**
 * Everything the vendor tells about a window, each order once (told twice, the last one counts).
 * With `writing`, for windows of which nothing is held, orders are understood and written out as
 * they come, page by page, and the payloads let go: a year's import then needs little memory, and
 * does this work while the database stores the window before.
 * @throws VendorTrouble with the connector's verdict on any failure.
 */
export async function readWindow(
  source: TillSource,
  window: Window,
  writing?: ReaderOptions,
): Promise<WindowAnswer> {
  const answer: WindowAnswer = { told: new Map(), unreadable: [], warnings: [], written: null };
  const writer = writing ? startReader(source, writing) : null;
  answer.written = writer?.understood ?? null;
  try {
    for await (const page of source.connector.fetch(source.context, window)) {
      await addOrders(answer, page.orders, { ...source, writer, keepsPayloads: writer === null });
      answer.warnings.push(...(page.warnings ?? []));
    }
  } catch (error) {
    if (source.context.signal.aborted) throw error;
    throw new VendorTrouble(source.connector.classify(error, source.context.nowMs), error);
  }
  return answer;
}

/**
 * Orders that are at hand, as if a vendor had just told them. With `writing` they are written out as
 * well, for the case that all of them are new; the payloads stay.
 */
export async function toWindowAnswer(
  orders: readonly RawOrder[],
  source: Reading,
  writing?: ReaderOptions,
): Promise<WindowAnswer> {
  const answer: WindowAnswer = { told: new Map(), unreadable: [], warnings: [], written: null };
  const writer = writing ? startReader(source, writing) : null;
  answer.written = writer?.understood ?? null;
  await addOrders(answer, orders, { readingKey: source.readingKey, writer, keepsPayloads: true });
  return answer;
}

/** In turns: meanwhile the database gets its next statement, and the portal its answers. */
async function addOrders(
  answer: WindowAnswer,
  orders: readonly RawOrder[],
  reader: Parameters<typeof addOrder>[2],
): Promise<void> {
  for (const [index, raw] of orders.entries()) {
    if (index % ordersPerTurn === ordersPerTurn - 1) await setImmediate();
    addOrder(answer, raw, reader);
  }
}

function addOrder(
  answer: WindowAnswer,
  raw: RawOrder,
  {
    readingKey,
    writer,
    keepsPayloads,
  }: { readingKey: string; writer: Reader | null; keepsPayloads: boolean },
): void {
  if (raw.key === null || raw.occurredAtMs === null) {
    answer.unreadable.push(raw);
    return;
  }
  const { key, occurredAtMs, payloadText } = raw;
  const hash = contentHash(payloadText, readingKey);
  const told = { key, occurredAtMs, contentHash: hash, payloadText };
  // An order told twice is in what was written already; the payloads are asked for again.
  if (answer.told.has(key)) answer.written = null;
  if (writer) readFresh(writer, told);
  answer.told.set(key, keepsPayloads ? told : { ...told, payloadText: null });
}

/**
 * 128 bits over the payload and what it is read with: another zone or setting reads another order
 * from the same words, so it must count as a change.
 */
export function contentHash(payloadText: string, readingKey: string): Buffer {
  return hash('sha256', `${payloadText}\n${readingKey}`, 'buffer').subarray(0, 16);
}
