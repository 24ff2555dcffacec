/** Cluster over HTTP: two calls, nothing understood. Headers and paths are assumptions (docs). */

import type { ConnectorContext, Json } from '../contract.ts';
import { readElements, type ToldText } from '../read-elements.ts';
import { UnexpectedAnswer } from './classify.ts';
import { salesQuery, type WallRange } from './query.ts';

export type CallContext = Pick<ConnectorContext<unknown>, 'http' | 'location'>;

/** Whether the till at the venue is reachable. @throws what the HTTP client throws, UnexpectedAnswer */
export async function pingTill(context: CallContext): Promise<'online' | 'offline'> {
  const { json } = await context.http.request({
    method: 'POST',
    path: '/ping-pos',
    headers: credentialHeaders(context),
  });
  const status = isObject(json) ? json.status : null;
  if (status === 'online' || status === 'offline') return status;
  throw new UnexpectedAnswer('ping-pos: no status online or offline');
}

/**
 * What `read` makes of each row of a range of wall time, and of the text it was told in.
 * @throws what the HTTP client throws, UnexpectedAnswer
 */
export async function readSales<T>(
  context: CallContext,
  range: WallRange,
  read: (row: Json, told: ToldText) => T,
): Promise<T[]> {
  const call = {
    method: 'GET',
    path: '/sales-data',
    query: { query: salesQuery(range) },
    headers: credentialHeaders(context),
  } as const;
  const { json: rows } = await context.http.request(call, (body) =>
    readElements(body, 'rows', read),
  );
  if (rows === null) throw new UnexpectedAnswer('sales-data: no list "rows"');
  return rows;
}

function credentialHeaders({ location }: CallContext): Record<string, string> {
  return { 'X-Api-Key': location.secret.apiKey ?? '', 'X-Serial': location.identity };
}

function isObject(json: Json): json is { [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
