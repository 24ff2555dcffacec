/** What the simulated service was asked lately; keys are never kept. */

export interface SeenRequest {
  /** ISO-8601 UTC by the sandbox's clock. */
  at: string;
  method: string;
  path: string;
  serial: string | null;
  /** Start and end of the sales query, in wall time. */
  start: string | null;
  end: string | null;
  /** Null when no answer was given. */
  status: number | null;
  /** Kinds of the faults that had their turn. */
  faults: string[];
  bytes: number;
}

export interface RequestLog {
  add(request: SeenRequest): void;
  list(): SeenRequest[];
  clear(): void;
}

const REQUESTS_MAX = 1000;

/** An empty log that forgets its oldest entries. */
export function createRequestLog(): RequestLog {
  const requests: SeenRequest[] = [];
  return {
    add(request) {
      requests.push(request);
      if (requests.length > REQUESTS_MAX) {
        requests.shift();
      }
    },
    list: () => [...requests],
    clear: () => {
      requests.length = 0;
    },
  };
}
