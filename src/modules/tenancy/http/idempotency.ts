import { createHash } from 'node:crypto';
import { Refusal } from '#kernel/errors.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import {
  type Claim,
  deleteOldReplies,
  findClaim,
  limitLockWait,
  recordClaim,
  releaseClaim,
  storeReply,
  takeOverClaim,
} from './idempotency.store.ts';

export type { Claim } from './idempotency.store.ts';

/** What a POST answers; `isReplay` when an earlier call with the same key did the work. */
export interface Answer {
  reply: unknown;
  isReplay: boolean;
}

const KEY = /^[\x21-\x7e]{1,255}$/;
const KEPT_MS = 24 * 3_600_000;
const WAIT_MS = 10_000;
/** Longer than any request may last, so a claim this old belongs to a process that died. */
const ABANDONED_AFTER_MS = 5 * 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * The claim of a request that carries `Idempotency-Key`; null without the header.
 * @throws Refusal 400 `idempotency_key_invalid`.
 */
export function readClaim(request: {
  key: string | string[] | undefined;
  route: string;
  /** Everything that makes two calls the same call: path and validated body. */
  content: unknown;
  nowMs: number;
}): Claim | null {
  const { key, route, nowMs } = request;
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw keyInvalid();
  const bodyHash = createHash('sha256').update(canonicalJson(request.content)).digest();
  return { key, route, bodyHash, nowMs };
}

/**
 * Does `work` once per claim, with its effects and its stored reply in one transaction: either both
 * exist or neither. A second call at the same time waits for the first and answers the same.
 */
export async function runOnceInTransaction(
  tx: Tx,
  call: { claim: Claim; status: number; isReplySecret: boolean; work: () => Promise<unknown> },
): Promise<Answer> {
  const earlier = await claimOrFind(tx, call.claim);
  if (earlier !== null) return earlier;
  const reply = await call.work();
  await storeReply(tx, call.claim, toStored(call, reply));
  return { reply, isReplay: false };
}

/**
 * The same for work that cannot run inside one transaction (it talks to a till first). A second
 * call at the same time is refused with 409; a failed call frees its key.
 */
export async function runOnce(
  database: Database,
  call: {
    companyId: string;
    claim: Claim;
    status: number;
    isReplySecret: boolean;
    work: () => Promise<unknown>;
  },
): Promise<Answer> {
  const { companyId, claim } = call;
  const earlier = await database.withCompany(companyId, (tx) => claimOrFind(tx, claim));
  if (earlier !== null) return earlier;
  let reply: unknown;
  try {
    reply = await call.work();
  } catch (error) {
    await database.withCompany(companyId, (tx) => releaseClaim(tx, claim));
    throw error;
  }
  await database.withCompany(companyId, (tx) => storeReply(tx, claim, toStored(call, reply)));
  return { reply, isReplay: false };
}

/** Null when the claim is now ours. */
async function claimOrFind(tx: Tx, claim: Claim): Promise<Answer | null> {
  await deleteOldReplies(tx, claim.nowMs - KEPT_MS);
  if (await claimWithin(tx, claim, WAIT_MS)) return null;
  const found = await findClaim(tx, claim);
  if (found === null) throw keyInUse();
  if (!found.bodyHash.equals(claim.bodyHash)) throw keyReused();
  if (found.status === null) {
    if (await takeOverClaim(tx, claim, claim.nowMs - ABANDONED_AFTER_MS)) return null;
    throw keyInUse();
  }
  if (isShownOnce(found.reply)) throw shownOnce();
  return { reply: found.reply, isReplay: true };
}

async function claimWithin(tx: Tx, claim: Claim, timeoutMs: number): Promise<boolean> {
  await limitLockWait(tx, timeoutMs);
  try {
    return await recordClaim(tx, claim);
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw keyInUse();
    throw error;
  } finally {
    // After a failure the transaction is over and refuses even this.
    await limitLockWait(tx, 0).catch(() => undefined);
  }
}

const SHOWN_ONCE = { shownOnce: true } as const;

/** A reply that holds a secret is not kept: the database must not know it. */
function toStored(
  call: { status: number; isReplySecret: boolean },
  reply: unknown,
): { status: number; reply: unknown } {
  return { status: call.status, reply: call.isReplySecret ? SHOWN_ONCE : reply };
}

function isShownOnce(reply: unknown): boolean {
  return typeof reply === 'object' && reply !== null && 'shownOnce' in reply;
}

/** JSON with the members of objects in one order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function keyInvalid(): Refusal {
  return new Refusal({
    code: 'idempotency_key_invalid',
    status: 400,
    detail: {
      en: 'Idempotency-Key must be 1 to 255 visible ASCII characters, for example a UUID.',
      fr: 'Idempotency-Key doit compter de 1 à 255 caractères ASCII visibles, par exemple un UUID.',
    },
  });
}

function keyReused(): Refusal {
  return new Refusal({
    code: 'idempotency_key_reused',
    status: 409,
    detail: {
      en: 'This Idempotency-Key was already used for another request. Use a new key for each new request.',
      fr: 'Cette Idempotency-Key a déjà servi à une autre requête. Utilisez une nouvelle clé pour chaque nouvelle requête.',
    },
  });
}

function keyInUse(): Refusal {
  return new Refusal({
    code: 'idempotency_key_in_use',
    status: 409,
    detail: {
      en: 'The first request with this Idempotency-Key is still at work. Ask again in a moment.',
      fr: 'La première requête avec cette Idempotency-Key est encore en cours. Réessayez dans un instant.',
    },
  });
}

function shownOnce(): Refusal {
  return new Refusal({
    code: 'secret_shown_once',
    status: 409,
    detail: {
      en: 'This was already done, and its secret was shown then. It is not kept: if it is lost, remove it and make a new one.',
      fr: 'C’est déjà fait, et le secret a été montré à ce moment-là. Il n’est pas conservé : s’il est perdu, supprimez-le et créez-en un autre.',
    },
  });
}
