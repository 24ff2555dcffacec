import type { Dispatcher } from 'undici';
import type { VendorCall } from '#connectors/contract.ts';

const USER_AGENT = 'Tillbridge';

/**
 * The request for a call below a base address.
 * @throws TypeError when the path would leave the base's origin (`//elsewhere`).
 */
export function toRequest(
  base: URL,
  call: VendorCall,
  timeoutMs: number,
): Dispatcher.RequestOptions & { headers: Record<string, string> } {
  const url = new URL(base.pathname.replace(/\/$/, '') + call.path, base.origin);
  if (url.origin !== base.origin || !call.path.startsWith('/')) {
    throw new TypeError('a path must start with one slash');
  }
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': USER_AGENT,
    ...call.headers,
  };
  const hasBody = call.body !== undefined;
  if (hasBody) headers['content-type'] = 'application/json';
  return {
    origin: base.origin,
    path: url.pathname + url.search,
    method: call.method,
    headers,
    body: hasBody ? JSON.stringify(call.body) : null,
    // The deadline is sharper; these end a silent socket should its timer be late.
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  };
}
