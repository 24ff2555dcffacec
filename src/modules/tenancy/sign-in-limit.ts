import { createHash } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/db/database.ts';
import {
  countSignInFailures,
  deleteOldSignInFailures,
  deleteSignInFailures,
  insertSignInFailures,
} from './sign-in-failure.store.ts';

export interface SignInAttempt {
  email: string;
  /** The caller's network address. */
  address: string;
}

/** Slows the guessing of passwords, across every copy of the program. */
export interface SignInLimit {
  /** @throws Refusal 429 `too_many_sign_ins` after too many failures. */
  check(attempt: SignInAttempt): Promise<void>;
  record(attempt: SignInAttempt): Promise<void>;
  /** After a success: what this person mistyped before no longer counts. */
  forget(attempt: SignInAttempt): Promise<void>;
}

const WINDOW_MS = 15 * 60_000;
/**
 * One person from one place mistypes less than this. Counting the person from every place
 * would let anybody lock anybody out; the third limit is high enough to be no use for that and
 * still ends a guessing spread over many addresses.
 */
const failuresMax = { personAndAddress: 10, address: 60, person: 200 };

export function openSignInLimit(deps: { database: Database; clock: Clock }): SignInLimit {
  const { database, clock } = deps;
  return {
    async check(attempt) {
      const nowMs = clock.now();
      const limits = limitsOf(attempt);
      const counts = await countSignInFailures(database.pool, {
        subjects: limits.map((limit) => limit.subject),
        sinceMs: nowMs - WINDOW_MS,
      });
      for (const { subject, countMax } of limits) {
        const found = counts.find((one) => one.subject.equals(subject));
        if (found === undefined || found.count < countMax) continue;
        throw tooMany(found.oldestAt.getTime() + WINDOW_MS - nowMs);
      }
    },
    async record(attempt) {
      const atMs = clock.now();
      await deleteOldSignInFailures(database.pool, atMs - WINDOW_MS);
      const failures = limitsOf(attempt).map(({ subject }) => ({
        failureId: newId(atMs),
        subject,
        atMs,
      }));
      await insertSignInFailures(database.pool, failures);
    },
    async forget(attempt) {
      const [person] = limitsOf(attempt);
      if (person !== undefined) await deleteSignInFailures(database.pool, person.subject);
    },
  };
}

function limitsOf({ email, address }: SignInAttempt): { subject: Buffer; countMax: number }[] {
  const person = email.trim().toLowerCase();
  return [
    { subject: hash(['both', person, address]), countMax: failuresMax.personAndAddress },
    { subject: hash(['address', address]), countMax: failuresMax.address },
    { subject: hash(['person', person]), countMax: failuresMax.person },
  ];
}

function hash(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function tooMany(waitMs: number): Refusal {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new Refusal({
    code: 'too_many_sign_ins',
    status: 429,
    detail: {
      en: `Too many failed sign-ins. Try again in ${minutes} min.`,
      fr: `Trop de connexions échouées. Réessayez dans ${minutes} min.`,
    },
    extra: { retryAfterSeconds: minutes * 60 },
  });
}
