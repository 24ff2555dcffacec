/**
 * Faults a simulator can be told to have. This file knows their names, their limits and whose turn
 * it is; how a fault looks on the wire is each simulator's own affair.
 */

/**
 * Every fault and the moment at which it acts: `delay` before anything else, `answer` replaces or
 * breaks the answer, `rows` spoils its contents, `ledger` changes the till's books once, at once.
 */
export const FAULT_STAGES = {
  slow: 'delay',
  bad_key: 'answer',
  unknown_serial: 'answer',
  not_activated: 'answer',
  venue_offline: 'answer',
  rate_limited: 'answer',
  server_error: 'answer',
  hang: 'answer',
  half_open: 'answer',
  truncated_json: 'answer',
  html_200: 'answer',
  empty_answer: 'rows',
  duplicate_page: 'rows',
  capped: 'rows',
  shrunk_answer: 'rows',
  clock_skew: 'rows',
  bad_row: 'rows',
  late_order: 'ledger',
  edited_order: 'ledger',
  void_after_close: 'ledger',
  vanished_order: 'ledger',
} as const;

export type FaultKind = keyof typeof FAULT_STAGES;
type FaultStage = (typeof FAULT_STAGES)[FaultKind];
export const FAULT_KINDS = Object.keys(FAULT_STAGES) as FaultKind[];

/** Which of a vendor's calls a fault touches: the liveness check or the reading of sales. */
const FAULT_CALLS = ['ping', 'sales'] as const;
export type FaultCall = (typeof FAULT_CALLS)[number];

const BAD_ROW_VARIANTS = ['missing_id', 'bad_date', 'bad_amount'] as const;

export interface FaultSpec {
  kind: FaultKind;
  /** Only for this till; absent: for all. */
  serial?: string;
  /** Only for this call; absent: for both. */
  call?: FaultCall;
  /** Acts on so many requests; absent: until cleared. */
  times?: number;
  /** Lets so many requests pass unharmed first. */
  afterRequests?: number;
  /** rate_limited; default 30. */
  retryAfterSeconds?: number;
  /** slow; default 1000. */
  latencyMs?: number;
  /** capped; default 1000. */
  rowsMax?: number;
  /** clock_skew; default 60. */
  minutes?: number;
  /** bad_row; default bad_amount. */
  variant?: (typeof BAD_ROW_VARIANTS)[number];
  /** Ledger faults: pick among closed orders of so many last days; default 3. */
  days?: number;
  /** Ledger faults: this order, instead of a picked one. */
  id?: string;
  /** late_order, edited_order: the whole order as the till shall tell it. */
  order?: unknown;
}

/** A request to a simulator's control face that it cannot fulfil. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
    this.code = code;
  }
}

const WHOLE_NUMBERS: Record<string, readonly [min: number, max: number]> = {
  times: [1, 1_000_000],
  afterRequests: [0, 1_000_000],
  retryAfterSeconds: [0, 86_400],
  latencyMs: [0, 600_000],
  rowsMax: [0, 10_000_000],
  minutes: [-1440, 1440],
  days: [1, 366],
};

const CHOICES: Record<string, readonly string[]> = {
  kind: FAULT_KINDS,
  call: FAULT_CALLS,
  variant: BAD_ROW_VARIANTS,
};

const TEXTS: readonly string[] = ['serial', 'id'];

/** Checks a fault as it came over the wire. Throws ControlError naming the field that is wrong. */
export function parseFault(value: unknown): FaultSpec {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError(400, 'bad_fault', 'A fault is an object such as {"kind":"bad_key"}.');
  }
  for (const [name, field] of Object.entries(value)) {
    const problem = problemOf(name, field);
    if (problem !== null) {
      throw new ControlError(400, 'bad_fault', problem);
    }
  }
  if (!('kind' in value)) {
    throw new ControlError(400, 'bad_fault', `kind must be one of ${FAULT_KINDS.join(', ')}.`);
  }
  return value as FaultSpec;
}

function problemOf(name: string, value: unknown): string | null {
  const choices = CHOICES[name];
  if (choices !== undefined) {
    return choices.includes(value as string)
      ? null
      : `${name} must be one of ${choices.join(', ')}.`;
  }
  const range = WHOLE_NUMBERS[name];
  if (range !== undefined) {
    const isInRange =
      Number.isSafeInteger(value) && (value as number) >= range[0] && (value as number) <= range[1];
    return isInRange ? null : `${name} must be a whole number from ${range[0]} to ${range[1]}.`;
  }
  if (TEXTS.includes(name)) {
    const isText = typeof value === 'string' && value !== '' && value.length <= 200;
    return isText ? null : `${name} must be a text of 1 to 200 characters.`;
  }
  return name === 'order' ? null : `${name} is not a field of a fault.`;
}

/** A fault in force. */
export interface StandingFault {
  id: number;
  spec: FaultSpec;
  /** Requests still to pass unharmed. */
  skipsLeft: number;
  /** Requests still to be harmed; Infinity until cleared. */
  timesLeft: number;
}

export interface FaultBoard {
  /** Puts a fault in force. */
  add(spec: FaultSpec): StandingFault;
  list(): StandingFault[];
  /** Removes one fault, or all; answers how many. */
  clear(id?: number): number;
  /** The faults of a stage whose turn this request is; each one taken is used up by one. */
  take(request: { serial: string; call: FaultCall; stage: FaultStage }): FaultSpec[];
}

const STANDING_FAULTS_MAX = 1000;

/** An empty board. */
export function createFaultBoard(): FaultBoard {
  let faults: StandingFault[] = [];
  let lastId = 0;
  return {
    add(spec) {
      if (faults.length >= STANDING_FAULTS_MAX) {
        throw new ControlError(409, 'too_many_faults', 'Clear some faults first.');
      }
      lastId += 1;
      const fault = {
        id: lastId,
        spec,
        skipsLeft: spec.afterRequests ?? 0,
        timesLeft: spec.times ?? Number.POSITIVE_INFINITY,
      };
      faults.push(fault);
      return fault;
    },
    list: () => [...faults],
    clear(id) {
      const before = faults.length;
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
      return before - faults.length;
    },
    take({ serial, call, stage }) {
      const taken: FaultSpec[] = [];
      for (const fault of faults) {
        const { spec } = fault;
        const isMeant =
          FAULT_STAGES[spec.kind] === stage &&
          (spec.serial ?? serial) === serial &&
          (spec.call ?? call) === call;
        if (isMeant && fault.skipsLeft > 0) {
          fault.skipsLeft -= 1;
        } else if (isMeant && !(stage === 'answer' && taken.length > 0)) {
          fault.timesLeft -= 1;
          taken.push(spec);
        }
      }
      faults = faults.filter((fault) => fault.timesLeft > 0);
      return taken;
    },
  };
}
