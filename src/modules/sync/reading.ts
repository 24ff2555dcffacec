import type { Connector, ConnectorContext, TransformContext } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';

/** One order as told, with what a comparison needs. */
export interface ToldRawOrder {
  key: string;
  occurredAtMs: EpochMs;
  contentHash: Buffer;
  /** Null when the order was written out as it came (`WindowAnswer.written`). */
  payloadText: string | null;
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
