import { hash } from 'node:crypto';
import type {
  Connector,
  ConnectorContext,
  Problem,
  RawOrder,
  TransformContext,
  Window,
} from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Localized } from '#kernel/localized.ts';

/** What the vendor did wrong, as its connector understands it. */
export class VendorTrouble extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, cause: unknown) {
    super(problem.detail ?? problem.code, { cause });
    this.name = 'VendorTrouble';
    this.problem = problem;
  }
}

/** One order as told, with what a comparison needs. */
export interface ToldRawOrder {
  key: string;
  occurredAtMs: EpochMs;
  contentHash: Buffer;
  payloadText: string;
  raw: RawOrder;
}

export interface WindowAnswer {
  told: Map<string, ToldRawOrder>;
  /** Without a key or a readable time: cannot be compared, only set aside. */
  unreadable: RawOrder[];
  /** What the connector could not be sure of, for the run's warnings. */
  warnings: Localized[];
}

/** How a location's payloads are understood. */
export interface Reading {
  connector: Connector;
  transformContext: TransformContext<unknown>;
  /** What decides how a payload reads (zone, currency, settings), as text. */
  readingKey: string;
}

/** A till that can be asked, and understood. */
export interface TillSource extends Reading {
  context: ConnectorContext<unknown>;
}

/**
 * Everything the vendor tells about a window, each order once (told twice, the last one counts).
 * @throws VendorTrouble with the connector's verdict on any failure.
 */
export async function readWindow(source: TillSource, window: Window): Promise<WindowAnswer> {
  const answer: WindowAnswer = { told: new Map(), unreadable: [], warnings: [] };
  try {
    for await (const page of source.connector.fetch(source.context, window)) {
      for (const raw of page.orders) addOrder(answer, raw, source.readingKey);
      answer.warnings.push(...(page.warnings ?? []));
    }
  } catch (error) {
    if (source.context.signal.aborted) throw error;
    throw new VendorTrouble(source.connector.classify(error, source.context.nowMs), error);
  }
  return answer;
}

function addOrder(answer: WindowAnswer, raw: RawOrder, readingKey: string): void {
  if (raw.key === null || raw.occurredAtMs === null) {
    answer.unreadable.push(raw);
    return;
  }
  const payloadText = JSON.stringify(raw.payload);
  answer.told.set(raw.key, {
    key: raw.key,
    occurredAtMs: raw.occurredAtMs,
    contentHash: contentHash(payloadText, readingKey),
    payloadText,
    raw,
  });
}

/**
 * 128 bits over the payload and what it is read with: another zone or setting reads another order
 * from the same words, so it must count as a change.
 */
export function contentHash(payloadText: string, readingKey: string): Buffer {
  return hash('sha256', `${payloadText}\n${readingKey}`, 'buffer').subarray(0, 16);
}
