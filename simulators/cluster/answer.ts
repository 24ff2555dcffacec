/** Writes a sales answer: the fast way from cached day blocks, or row by row when faults meddle. */
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { FaultSpec } from '../faults.ts';
import type { LedgerOrder } from '../ledger.ts';
import { hashText } from '../restaurant/random.ts';
import { addDays, addSeconds, earlierOf, laterOf } from '../wall-time.ts';
import type { SalesQuery } from './query.ts';
import { rowsOf } from './rows.ts';
import type { Till } from './till.ts';

/** The body of an answer in pieces, made while it is sent. */
export type Pieces = Generator<Buffer | string>;

const PIECE_CHARS = 65_536;

/** Pieces of `{"rows":[…]}` for a query, newest first. */
export function* salesBody(till: Till, query: SalesQuery, faults: readonly FaultSpec[]): Pieces {
  let pending = '{"rows":[';
  let comma = '';
  const rows = faults.length === 0 ? plainRows(till, query) : spoiledRows(till, query, faults);
  for (const piece of rows) {
    if (piece.length === 0) {
      continue;
    }
    pending += comma;
    comma = ',';
    if (typeof piece === 'string') {
      pending += piece;
    }
    if (typeof piece !== 'string' || pending.length > PIECE_CHARS) {
      yield pending;
      pending = '';
    }
    if (typeof piece !== 'string') {
      yield piece;
    }
  }
  yield `${pending}]}`;
}

/** Sends pieces at the client's pace; stops when the client has gone. Answers the bytes written. */
export async function sendPieces(response: ServerResponse, pieces: Pieces): Promise<number> {
  let bytes = 0;
  for (const piece of pieces) {
    if (response.destroyed) {
      return bytes;
    }
    bytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
    if (!response.write(piece)) {
      await drainOrClose(response);
      // Serving a whole year must not keep the other tills' requests waiting.
      await setImmediate();
    }
  }
  response.end();
  return bytes;
}

function drainOrClose(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function* datesOf(till: Till, query: SalesQuery): Generator<string> {
  const range = till.dateRange();
  if (range === null) {
    return;
  }
  const from = query.startWall.slice(0, 10);
  const to = query.endWall.slice(0, 10);
  const first = laterOf(from, range.first);
  for (let date = earlierOf(to, range.last); date >= first; date = addDays(date, -1)) {
    yield date;
  }
}

function* plainRows(till: Till, query: SalesQuery): Pieces {
  for (const date of datesOf(till, query)) {
    const isWhole = query.startWall <= `${date}T00:00:00` && query.endWall >= `${date}T23:59:59`;
    if (isWhole) {
      yield till.blockOn(date).bytes;
    } else {
      const orders = till.ordersOn(date).filter((order) => isInside(order.openedAt, query));
      yield orders.flatMap((order) => rowsOf(order, till.shape)).join(',');
    }
  }
}

function isInside(wall: string, query: SalesQuery): boolean {
  return wall >= query.startWall && wall <= query.endWall;
}

function* spoiledRows(till: Till, query: SalesQuery, faults: readonly FaultSpec[]): Pieces {
  const find = (kind: FaultSpec['kind']): FaultSpec | undefined =>
    faults.find((fault) => fault.kind === kind);
  if (find('empty_answer') !== undefined) {
    return;
  }
  const rowsMax = find('capped') === undefined ? Infinity : (find('capped')?.rowsMax ?? 1000);
  const copies = find('duplicate_page') === undefined ? 1 : 2;
  const skew = find('clock_skew');
  const skewSeconds = skew === undefined ? 0 : 60 * (skew.minutes ?? 60);
  let rows = 0;
  let badDue = find('bad_row');
  for (const order of ordersInside(till, query, skewSeconds)) {
    if (find('shrunk_answer') !== undefined && hashText(`shrunk ${order.id}`) % 2 === 0) {
      continue;
    }
    const good = rowsOf(order, till.shape);
    const bad = badDue === undefined ? [] : [badRow(good[0] as string, badDue)];
    badDue = undefined;
    for (const row of [...bad, ...good]) {
      for (let copy = 0; copy < copies; copy += 1) {
        if (rows >= rowsMax) {
          return;
        }
        rows += 1;
        yield row;
      }
    }
  }
}

/** Orders as a clock that is wrong by `skewSeconds` shows them; the query sees that clock too. */
function* ordersInside(till: Till, query: SalesQuery, skewSeconds: number): Generator<LedgerOrder> {
  const real = {
    startWall: addSeconds(query.startWall, -skewSeconds),
    endWall: addSeconds(query.endWall, -skewSeconds),
  };
  for (const date of datesOf(till, real)) {
    for (const order of till.ordersOn(date)) {
      if (isInside(order.openedAt, real)) {
        yield skewSeconds === 0 ? order : shifted(order, skewSeconds);
      }
    }
  }
}

function shifted(order: LedgerOrder, seconds: number): LedgerOrder {
  return {
    ...order,
    openedAt: addSeconds(order.openedAt, seconds),
    closedAt: order.closedAt === null ? null : addSeconds(order.closedAt, seconds),
    updatedAt: addSeconds(order.updatedAt, seconds),
  };
}

/** Rubbish made from a good row: what a till's database holds after a bad night. */
function badRow(goodRow: string, fault: FaultSpec): string {
  const { OrderId, ...row }: Row = JSON.parse(goodRow);
  if (fault.variant === 'missing_id') {
    return JSON.stringify(row);
  }
  if (fault.variant === 'bad_date') {
    return JSON.stringify({ ...row, OrderId: `${OrderId}-bad`, Date: '0000-00-00 00:00:00' });
  }
  return JSON.stringify(spoilAmount({ ...row, OrderId: `${OrderId}-bad` }));
}

type Row = Record<string, unknown> & {
  OrderId?: string;
  Lines?: Record<string, unknown>[];
  Items?: string;
};

function spoilAmount(row: Row): Row {
  const line = { ItemCode: '1', ItemName: 'x', Category: '', Quantity: '1', Kind: 'sale' };
  const bad = { LineId: 'bad', ...line, UnitPrice: 'abc', Discount: '0.00', Tax: '0.00' };
  if (row.Lines !== undefined) {
    return { ...row, Lines: [{ ...bad, Modifiers: [] }] };
  }
  if (row.Items !== undefined) {
    return { ...row, Items: JSON.stringify([{ ...bad, Modifiers: [] }]) };
  }
  return { ...row, ...bad, Modifiers: '[]' };
}
