/** The vendor's face: `POST /ping-pos` and `GET /sales-data`, and how faults look there. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { FaultCall, FaultKind, FaultSpec } from '../faults.ts';
import { sendJson } from '../http-answer.ts';
import { type Pieces, salesBody, sendPieces } from './answer.ts';
import type { Operations } from './operations.ts';
import { parseSalesQuery, type SalesQuery } from './query.ts';
import type { SeenRequest } from './request-log.ts';
import type { Till } from './till.ts';

const REFUSALS: Partial<Record<FaultKind, { status: number; error: string }>> = {
  bad_key: { status: 401, error: 'invalid_api_key' },
  unknown_serial: { status: 404, error: 'unknown_serial' },
  not_activated: { status: 403, error: 'not_activated' },
  venue_offline: { status: 503, error: 'pos_offline' },
  server_error: { status: 500, error: 'internal' },
};

const HTML = '<!doctype html><html><body><h1>Service momentanément indisponible</h1></body></html>';
const SERIAL_CHARS_MAX = 200;
const CUT_BYTES_MAX = 65_536;

export interface VendorFace {
  apiKeys: ReadonlySet<string>;
  tillsBySerial: ReadonlyMap<string, Till>;
  operations: Operations;
  latencyMs: number;
}

/** Answers one request of an integrator and notes in `seen` what became of it. */
export async function answerVendor(
  request: IncomingMessage,
  response: ServerResponse,
  face: VendorFace,
  seen: SeenRequest,
): Promise<void> {
  const url = new URL(`http://sandbox${request.url}`);
  const call = callOf(request.method, url.pathname);
  // Bodies mean nothing to this vendor.
  request.resume();
  if (call === null) {
    refuse(response, seen, 404, 'not_found');
    return;
  }
  const serial = headerOf(request, 'x-serial')?.slice(0, SERIAL_CHARS_MAX) ?? null;
  seen.serial = serial;
  const take = (stage: 'delay' | 'answer' | 'rows'): FaultSpec[] => {
    const taken = face.operations.faults.take({ serial: serial ?? '', call, stage });
    seen.faults.push(...taken.map((fault) => fault.kind));
    return taken;
  };
  await pause(response, face.latencyMs + sumOf(take('delay')));
  const apiKey = headerOf(request, 'x-api-key');
  if (apiKey === null || !face.apiKeys.has(apiKey)) {
    refuse(response, seen, 401, 'invalid_api_key');
    return;
  }
  const till = face.tillsBySerial.get(serial ?? '');
  if (till?.apiKey !== apiKey) {
    refuse(response, seen, 404, 'unknown_serial');
    return;
  }
  const query = call === 'sales' ? queryOf(url) : null;
  if (call === 'sales' && query === null) {
    refuse(response, seen, 400, 'query_not_allowed');
    return;
  }
  seen.start = query?.startWall ?? null;
  seen.end = query?.endWall ?? null;
  const [broken] = take('answer');
  if (broken !== undefined) {
    await answerBroken({ response, seen, fault: broken, till, query });
  } else if (query === null) {
    seen.status = 200;
    seen.bytes = sendJson(response, 200, { status: 'online', serial: till.serial });
  } else {
    const pieces = salesBody(till, query, take('rows'));
    seen.status = 200;
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    seen.bytes = await sendPieces(response, pieces);
  }
}

function callOf(method: string | undefined, path: string): FaultCall | null {
  if (method === 'POST' && path === '/ping-pos') {
    return 'ping';
  }
  return method === 'GET' && path === '/sales-data' ? 'sales' : null;
}

function queryOf(url: URL): SalesQuery | null {
  const texts = url.searchParams.getAll('query');
  return texts.length === 1 ? parseSalesQuery(texts[0] as string) : null;
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function refuse(response: ServerResponse, seen: SeenRequest, status: number, error: string): void {
  seen.status = status;
  seen.bytes = sendJson(response, status, { error });
}

function sumOf(slow: readonly FaultSpec[]): number {
  return slow.reduce((sum, fault) => sum + (fault.latencyMs ?? 1000), 0);
}

/** Waits, but not for a client that has gone. */
async function pause(response: ServerResponse, latencyMs: number): Promise<void> {
  if (latencyMs === 0) {
    return;
  }
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once('close', leave);
  await setTimeout(latencyMs, undefined, { signal: gone.signal }).catch(() => undefined);
  response.off('close', leave);
}

async function answerBroken(input: {
  response: ServerResponse;
  seen: SeenRequest;
  fault: FaultSpec;
  till: Till;
  query: SalesQuery | null;
}): Promise<void> {
  const { response, seen, fault, till, query } = input;
  const refusal = REFUSALS[fault.kind];
  if (refusal !== undefined) {
    refuse(response, seen, refusal.status, refusal.error);
    return;
  }
  if (fault.kind === 'hang') {
    return;
  }
  if (fault.kind === 'rate_limited') {
    const headers = { 'retry-after': String(fault.retryAfterSeconds ?? 30) };
    seen.status = 429;
    seen.bytes = sendJson(response, 429, { error: 'rate_limited' }, headers);
    return;
  }
  seen.status = 200;
  if (fault.kind === 'html_200') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(HTML);
    return;
  }
  const whole = beginningOf(till, query);
  const half = whole.subarray(0, Math.max(1, Math.floor(whole.length / 2)));
  seen.bytes = half.length;
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  if (fault.kind === 'truncated_json') {
    response.writeHead(200, headers);
    response.end(half);
    return;
  }
  // Half open: the other half is promised and never comes, and the connection stays.
  response.writeHead(200, { ...headers, 'content-length': whole.length });
  response.write(half);
}

/** Enough of the honest body to break it in the middle. */
function beginningOf(till: Till, query: SalesQuery | null): Buffer {
  if (query === null) {
    return Buffer.from(JSON.stringify({ status: 'online', serial: till.serial }));
  }
  const pieces: Pieces = salesBody(till, query, []);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    chunks.push(Buffer.from(piece));
    bytes += piece.length;
    if (bytes > CUT_BYTES_MAX) {
      break;
    }
  }
  return Buffer.concat(chunks);
}
