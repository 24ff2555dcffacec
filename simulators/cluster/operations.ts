/** What the control face can do; the HTTP routes and the in-process handle both call these. */
import { setImmediate } from 'node:timers/promises';
import {
  ControlError,
  createFaultBoard,
  FAULT_STAGES,
  type FaultBoard,
  type FaultSpec,
  parseFault,
  type StandingFault,
} from '../faults.ts';
import type { LedgerOrder, LedgerVenue } from '../ledger.ts';
import { openTruthBook, type TruthDays } from '../truth.ts';
import { addDays, earlierOf, laterOf } from '../wall-time.ts';
import { changeLedger, type LedgerChange, parseGiven } from './mutations.ts';
import { createRequestLog, type RequestLog, type SeenRequest } from './request-log.ts';
import type { Till } from './till.ts';

export interface LedgerDaysQuery {
  /** Absent: all tills together, which must then share zone and currency. */
  serial?: string;
  /** 'HH:MM'; default 05:00. */
  cutoff?: string;
  /** 'HH:MM'; default 15:00. */
  morningEnd?: string;
  /** First and last business date wanted. */
  from?: string;
  to?: string;
}

export interface LedgerDaysAnswer {
  venue: LedgerVenue;
  serial: string | null;
  /** What the venue's clock shows. */
  now: string;
  cutoff: string;
  morningEnd: string;
  days: TruthDays;
}

/** A fault that stands, or what one that acts at once has changed. */
type FaultResult = { fault: StandingFault } | { changed: LedgerChange };

export interface ClusterControl {
  /** Throws ControlError for a fault that makes no sense. */
  addFault(spec: FaultSpec): FaultResult;
  listFaults(): StandingFault[];
  /** Clears one fault or all; answers how many. */
  clearFaults(id?: number): number;
  /** Throws ControlError when no till tells of it. */
  getOrder(id: string, serial?: string): LedgerOrder;
  /** Sets an order, on the till that has it, else on the named or the first one. */
  putOrder(order: unknown, serial?: string): LedgerOrder;
  /** Makes an order vanish. Throws ControlError when no till tells of it. */
  removeOrder(id: string, serial?: string): LedgerOrder;
  /** Orders opened on a calendar date as the tills tell them now, newest first. */
  listOrders(query: { date: string; serial?: string }): LedgerOrder[];
  /** The truth: what the tills' business days add up to now. */
  ledgerDays(query?: LedgerDaysQuery): Promise<LedgerDaysAnswer>;
  requests(): SeenRequest[];
  clearRequests(): void;
}

/** The control and what the vendor's face needs of it. */
export interface Operations {
  control: ClusterControl;
  faults: FaultBoard;
  log: RequestLog;
}

/** Operations on a set of tills. */
export function createOperations(tills: readonly Till[]): Operations {
  const faults = createFaultBoard();
  const log = createRequestLog();
  let changes = 0;
  const control: ClusterControl = {
    addFault(spec) {
      const fault = parseFault(spec);
      const till = tillFor(tills, fault.serial);
      if (FAULT_STAGES[fault.kind] !== 'ledger') {
        return { fault: faults.add(fault) };
      }
      const changed = changeLedger(till, fault, changes);
      changes += 1;
      return { changed };
    },
    listFaults: faults.list,
    clearFaults: faults.clear,
    getOrder: (id, serial) => findOwned(tills, id, serial).order,
    putOrder(order, serial) {
      const id = (order as { id?: unknown } | null)?.id;
      const owner = serial ?? ownerOf(tills, String(id))?.serial;
      const till = tillFor(tills, owner);
      const checked = parseGiven(order, till);
      till.putOrder(checked);
      return checked;
    },
    removeOrder(id, serial) {
      const { till, order } = findOwned(tills, id, serial);
      till.removeOrder(id);
      return order;
    },
    listOrders: ({ date, serial }) =>
      chosenTills(tills, serial).flatMap((till) => till.ordersOn(date)),
    ledgerDays: (query = {}) => ledgerDaysNow(tills, query),
    requests: log.list,
    clearRequests: log.clear,
  };
  return { control, faults, log };
}

function findOwned(
  tills: readonly Till[],
  id: string,
  serial: string | undefined,
): { till: Till; order: LedgerOrder } {
  const till = tillFor(tills, serial ?? ownerOf(tills, id)?.serial);
  const order = till.findOrder(id);
  if (order === null) {
    throw new ControlError(404, 'unknown_order', `There is no order ${id}.`);
  }
  return { till, order };
}

function ownerOf(tills: readonly Till[], id: string): Till | undefined {
  return tills.find((till) => till.findOrder(id) !== null);
}

function tillFor(tills: readonly Till[], serial: string | undefined): Till {
  const till = serial === undefined ? tills[0] : tills.find((each) => each.serial === serial);
  if (till === undefined) {
    throw new ControlError(404, 'unknown_serial', `There is no till with serial ${serial}.`);
  }
  return till;
}

function chosenTills(tills: readonly Till[], serial: string | undefined): readonly Till[] {
  return serial === undefined ? tills : [tillFor(tills, serial)];
}

async function ledgerDaysNow(
  tills: readonly Till[],
  query: LedgerDaysQuery,
): Promise<LedgerDaysAnswer> {
  const chosen = chosenTills(tills, query.serial);
  const venue = (chosen[0] as Till).source.venue;
  const isMixed = chosen.some(
    ({ source }) =>
      source.venue.timeZone !== venue.timeZone || source.venue.currency !== venue.currency,
  );
  if (isMixed) {
    throw new ControlError(400, 'serial_needed', 'The tills differ in zone or currency: name one.');
  }
  const cutoff = query.cutoff ?? '05:00';
  const morningEnd = query.morningEnd ?? '15:00';
  const now = (chosen[0] as Till).nowWall();
  const { timeZone, currency } = venue;
  const book = openTruthBook({ timeZone, currency, cutoff, morningEnd });
  for (const till of chosen) {
    for (const date of calendarDates(till, query)) {
      till.ordersOn(date).forEach(book.add);
      await setImmediate();
    }
  }
  const days = Object.entries(book.days()).filter(
    ([date]) => date >= (query.from ?? date) && date <= (query.to ?? date),
  );
  const serial = query.serial ?? (chosen.length === 1 ? (chosen[0] as Till).serial : null);
  return { venue, serial, now, cutoff, morningEnd, days: Object.fromEntries(days) };
}

/** Calendar dates that can hold orders of the business dates wanted: one more at the end. */
function* calendarDates(till: Till, query: LedgerDaysQuery): Generator<string> {
  const range = till.dateRange();
  if (range === null) {
    return;
  }
  const last = query.to === undefined ? range.last : earlierOf(addDays(query.to, 1), range.last);
  const first = laterOf(query.from ?? range.first, range.first);
  for (let date = first; date <= last; date = addDays(date, 1)) {
    yield date;
  }
}
