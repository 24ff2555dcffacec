import { type EpochMs, systemClock } from './clock.ts';

/*
 * UUID version 7 (RFC 9562 §5.7), laid out as
 *   48 bits  milliseconds
 *   12 + 30  counter: random at the start of a millisecond, +1 per id within it (§6.2, method 1)
 *   32 bits  random
 * The counter makes ids of one process strictly increasing, so they sort by creation and index well.
 */
const LOW_BITS = 2 ** 30;
const COUNTER_END = 2 ** 42;
/** Half the counter's range stays free, so a burst within one millisecond cannot run out of it. */
const COUNTER_SEED_END = 2 ** 41;
const TIME_END = 2 ** 48;

const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const pool = new Uint32Array(256);
let poolNext = pool.length;
let lastMs = -1;
let counter = 0;

/**
 * A new id, greater (as text and as bytes) than every id this process made before.
 * @param nowMs the time written into the id; when it lies before the previous id's, that one's is kept.
 * @throws RangeError when `nowMs` is not a whole number that 48 bits can hold.
 */
export function newId(nowMs: EpochMs = systemClock.now()): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= TIME_END) {
    throw new RangeError(`An id cannot carry the time ${nowMs}`);
  }
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = randomCounter();
  } else {
    counter += 1;
    if (counter === COUNTER_END) {
      lastMs += 1;
      counter = randomCounter();
    }
  }
  const time = hex(lastMs, 12);
  const high = hex(Math.floor(counter / LOW_BITS), 3);
  const low = hex(2 ** 31 + (counter % LOW_BITS), 8);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low.slice(0, 4)}-${low.slice(4)}${hex(random32(), 8)}`;
}

/** Whether the text is an id in its one spelling (lower-case, dashed), safe to compare with a uuid column. */
export function isId(text: string): boolean {
  return CANONICAL_UUID.test(text);
}

function randomCounter(): number {
  return (random32() * 2 ** 9 + (random32() % 2 ** 9)) % COUNTER_SEED_END;
}

/** Drawn from a pool: asking the system for every id costs more than making the id. */
function random32(): number {
  if (poolNext === pool.length) {
    crypto.getRandomValues(pool);
    poolNext = 0;
  }
  const value = pool[poolNext] as number;
  poolNext += 1;
  return value;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
