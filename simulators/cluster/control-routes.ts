/** `/_control/…`: the sandbox's own face, for tests and people; the vendor has nothing like it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ControlError, FAULT_KINDS, type FaultSpec, type StandingFault } from '../faults.ts';
import { readJson, sendJson } from '../http-answer.ts';
import { isDate } from '../wall-time.ts';
import type { ClusterControl, LedgerDaysQuery } from './operations.ts';

type Handler = (input: {
  control: ClusterControl;
  parameters: URLSearchParams;
  /** What follows the route's path: an order id. */
  rest: string;
  request: IncomingMessage;
}) => Promise<{ status: number; body: unknown }> | { status: number; body: unknown };

const ROUTES: Record<string, Handler> = {
  'GET faults': ({ control }) => ({
    status: 200,
    body: { faults: control.listFaults().map(presentFault), kinds: FAULT_KINDS },
  }),
  'POST faults': async ({ control, request }) => {
    const result = control.addFault((await readJson(request)) as FaultSpec);
    return 'fault' in result
      ? { status: 201, body: { fault: presentFault(result.fault) } }
      : { status: 200, body: result };
  },
  'DELETE faults': ({ control }) => ({ status: 200, body: { cleared: control.clearFaults() } }),
  'DELETE fault': ({ control, rest }) => ({
    status: 200,
    body: { cleared: control.clearFaults(Number(rest)) },
  }),
  'GET orders': ({ control, parameters }) => {
    const date = parameters.get('date') ?? '';
    if (!isDate(date)) {
      throw new ControlError(400, 'bad_query', 'date must be a calendar date YYYY-MM-DD.');
    }
    return { status: 200, body: { orders: control.listOrders({ date, ...serialOf(parameters) }) } };
  },
  'GET order': ({ control, rest, parameters }) => ({
    status: 200,
    body: { order: control.getOrder(rest, serialOf(parameters).serial) },
  }),
  'PUT order': async ({ control, rest, parameters, request }) => {
    const given = await readJson(request);
    if (typeof given !== 'object' || given === null) {
      throw new ControlError(400, 'bad_order', 'The body must be a ledger order.');
    }
    const order = control.putOrder({ ...given, id: rest }, serialOf(parameters).serial);
    return { status: 200, body: { order } };
  },
  'DELETE order': ({ control, rest, parameters }) => ({
    status: 200,
    body: { removed: control.removeOrder(rest, serialOf(parameters).serial) },
  }),
  'GET ledger/days': async ({ control, parameters }) => ({
    status: 200,
    body: await control.ledgerDays(daysQuery(parameters)),
  }),
  'GET requests': ({ control }) => ({ status: 200, body: { requests: control.requests() } }),
  'DELETE requests': ({ control }) => {
    control.clearRequests();
    return { status: 200, body: {} };
  },
};

/** Answers a request whose path begins with `/_control/`. */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  control: ClusterControl,
): Promise<void> {
  const url = new URL(`http://sandbox${request.url}`);
  const path = url.pathname.slice('/_control/'.length);
  try {
    const [name, rest] = splitPath(path);
    const handler = ROUTES[`${request.method} ${name}`];
    if (handler === undefined) {
      throw new ControlError(404, 'not_found', `There is no ${request.method} ${url.pathname}.`);
    }
    const answer = await handler({ control, parameters: url.searchParams, rest, request });
    sendJson(response, answer.status, answer.body);
  } catch (error) {
    if (!(error instanceof ControlError)) {
      throw error;
    }
    // An unread rest of a body must not be taken for the connection's next request.
    response.shouldKeepAlive = error.status !== 413;
    sendJson(response, error.status, { error: error.code, message: error.message });
  }
}

/** 'orders/42' → one 'order' with the id '42'; a path without an id stays as it is. */
function splitPath(path: string): [name: string, id: string] {
  const match = /^(order|fault)s\/(.+)$/.exec(path);
  try {
    return match === null ? [path, ''] : [`${match[1]}`, decodeURIComponent(`${match[2]}`)];
  } catch {
    throw new ControlError(400, 'bad_path', 'The path is not well encoded.');
  }
}

function serialOf(parameters: URLSearchParams): { serial?: string } {
  const serial = parameters.get('serial');
  return serial === null ? {} : { serial };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function daysQuery(parameters: URLSearchParams): LedgerDaysQuery {
  const query: LedgerDaysQuery = serialOf(parameters);
  for (const name of ['cutoff', 'morningEnd'] as const) {
    const value = parameters.get(name);
    if (value !== null && !TIME.test(value)) {
      throw new ControlError(400, 'bad_query', `${name} must be a wall time HH:MM.`);
    }
    Object.assign(query, value === null ? {} : { [name]: value });
  }
  for (const name of ['from', 'to'] as const) {
    const value = parameters.get(name);
    if (value !== null && !isDate(value)) {
      throw new ControlError(400, 'bad_query', `${name} must be a date YYYY-MM-DD.`);
    }
    Object.assign(query, value === null ? {} : { [name]: value });
  }
  return query;
}

function presentFault(fault: StandingFault): object {
  const isEndless = fault.timesLeft === Number.POSITIVE_INFINITY;
  return { id: fault.id, ...fault.spec, timesLeft: isEndless ? null : fault.timesLeft };
}
