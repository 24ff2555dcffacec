import type { ConnectorHttp, ReadBody, VendorAnswer, VendorCall } from '#connectors/contract.ts';
import type { Clock } from '#kernel/clock.ts';
import { HttpFailure } from './http-failure.ts';
import { acquirePool, isBlockedLiteral } from './origin-pools.ts';
import { readJson } from './read-answer.ts';
import {
  createRequestBudget,
  type RequestBudget,
  realSleep,
  type Sleep,
} from './request-budget.ts';
import { type CallEnvironment, runCall } from './run-call.ts';

export interface HttpClientOptions {
  /** Where paths are appended; http or https, with or without a path of its own. */
  baseUrl: string;
  /** For one whole call: attempts, the waits between them, and bodies. Not the wait for the budget. */
  timeoutMs: number;
  responseBytesMax: number;
  allowPrivateAddresses: boolean;
  /** Cleans what failures quote of paths and answers. */
  redact: (text: string) => string;
  clock: Clock;
  /** Retries after the first attempt; 3 when absent. */
  retries?: number;
  requestsPerMinuteMax?: number;
  concurrencyMax?: number;
  /** Limits shared with other clients; takes the place of the two above. */
  budget?: RequestBudget;
  /** Ends calls under way and waiting ones. */
  signal?: AbortSignal;
  sleep?: Sleep;
  random?: () => number;
  /** Told about every attempt; `outcome` is `2xx`, a failure's status class, or its kind. */
  onAttempt?: (attempt: { outcome: string; durationMs: number }) => void;
}

/** The contract's HTTP with an end. */
export interface HttpClient extends ConnectorHttp {
  /** Gives the shared connections back. Later calls are refused. */
  close(): void;
}

const RETRIES = 3;

/**
 * An HTTP client for one vendor address. Cheap to make: connections are shared per origin.
 * Calls throw {@link HttpFailure}; redirects are never followed.
 * @throws TypeError when `baseUrl` is not an http(s) URL.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.baseUrl);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') {
    throw new TypeError('the base URL must be http or https');
  }
  const isBlocked = !options.allowPrivateAddresses && isBlockedLiteral(base.hostname);
  const { origin } = base;
  const { allowPrivateAddresses } = options;
  const { pool, release } = acquirePool({ origin, allowPrivateAddresses });
  const env: CallEnvironment = {
    base,
    pool,
    budget: options.budget ?? findOwnBudget(options),
    timeoutMs: options.timeoutMs,
    responseBytesMax: options.responseBytesMax,
    retries: options.retries ?? RETRIES,
    redact: options.redact,
    clock: options.clock,
    signal: options.signal,
    sleep: options.sleep ?? realSleep,
    random: options.random ?? Math.random,
    onAttempt: options.onAttempt,
  };
  let isClosed = false;
  return {
    async request<T>(
      call: VendorCall,
      read: ReadBody<T> = readJson as ReadBody<T>,
    ): Promise<VendorAnswer<T>> {
      const [path = ''] = call.path.split('?');
      const title = `${call.method} ${options.redact(path).slice(0, 200)}`;
      if (isClosed) throw new HttpFailure({ kind: 'aborted', message: `${title}: client closed` });
      if (isBlocked) {
        const message = `${title} was not sent: the host is not on the public internet`;
        throw new HttpFailure({ kind: 'blocked_address', message, isUnsent: true });
      }
      return runCall(env, { call, read, title });
    },
    close() {
      isClosed = true;
      release();
    },
  };
}

function findOwnBudget(options: HttpClientOptions): RequestBudget | undefined {
  const { requestsPerMinuteMax, concurrencyMax, clock } = options;
  if (requestsPerMinuteMax === undefined && concurrencyMax === undefined) return undefined;
  const sleep = options.sleep ?? realSleep;
  return createRequestBudget({ requestsPerMinuteMax, concurrencyMax, clock, sleep });
}
