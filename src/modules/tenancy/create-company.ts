import { Refusal } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Scope, scopes } from './access.ts';
import { findUserByEmail, insertPassword, recordUser } from './account.store.ts';
import { insertApiKey } from './api-key.store.ts';
import { hashApiKey, newApiKeyText } from './api-key.ts';
import { insertCompany } from './company.store.ts';
import { createVenue, type NewVenue } from './create-venue.ts';
import { recordMember } from './member.store.ts';
import type { Venue } from './venue.ts';

export interface NewPerson {
  email: string;
  name: string;
  /** Made with `hashPasswordText`, outside the transaction: it takes a tenth of a second. */
  passwordHash: string;
}

export interface NewCompany {
  name: string;
  /** Without `account`, whichever there is: one with this address, or else a new one. */
  owner: NewPerson & { account?: 'new' | 'existing' };
  venue: NewVenue;
  nowMs: number;
}

export interface CreatedCompany {
  companyId: string;
  venue: Venue;
  /** With every scope. Shown once. */
  apiKey: string;
  owner: { userId: string; email: string; isNewAccount: boolean };
}

/**
 * Makes a whole tenant in one transaction: company, first venue, owner, API key with all scopes.
 * An e-mail address that already has an account keeps its password and becomes the owner.
 * @throws Refusal `person_exists` or `person_not_found` when it is not the account asked for.
 */
export async function createCompany(
  database: Database,
  company: NewCompany,
): Promise<CreatedCompany> {
  const { nowMs } = company;
  const companyId = newId(nowMs);
  return database.withCompany(companyId, async (tx) => {
    await insertCompany(tx, { name: company.name, createdAtMs: nowMs });
    const venue = await createVenue(tx, { ...company.venue, nowMs });
    const account = await ensureAccount(tx, { ...company.owner, nowMs });
    const { account: wanted = account.isNewAccount ? 'new' : 'existing' } = company.owner;
    if (account.isNewAccount !== (wanted === 'new')) throw otherAccount(wanted);
    await recordMember(tx, { userId: account.userId, role: 'owner', createdAtMs: nowMs });
    const key = await createApiKey(tx, { name: 'First key', scopes, nowMs });
    const { email } = company.owner;
    return { companyId, venue, apiKey: key.text, owner: { ...account, email } };
  });
}

/** The person with this address, made now if there is none. */
export async function ensureAccount(
  tx: Tx,
  person: NewPerson & { nowMs: number },
): Promise<{ userId: string; isNewAccount: boolean }> {
  const { email, name, passwordHash, nowMs: createdAtMs } = person;
  const userId = newId(createdAtMs);
  if (await recordUser(tx, { userId, email, name, createdAtMs })) {
    const accountId = newId(createdAtMs);
    await insertPassword(tx, { accountId, userId, passwordHash, createdAtMs });
    return { userId, isNewAccount: true };
  }
  const existing = await findUserByEmail(tx, email);
  if (existing === null) throw new Error('an account vanished while it was being joined');
  return { userId: existing.userId, isNewAccount: false };
}

/** Makes a key; its text is in the answer and nowhere else. */
export async function createApiKey(
  tx: Tx,
  key: { name: string; scopes: readonly Scope[]; nowMs: number },
): Promise<{ apiKeyId: string; text: string }> {
  const { name, nowMs: createdAtMs } = key;
  const apiKeyId = newId(createdAtMs);
  const text = newApiKeyText();
  const hash = hashApiKey(text);
  await insertApiKey(tx, { apiKeyId, name, hash, scopes: [...key.scopes], createdAtMs });
  return { apiKeyId, text };
}

function otherAccount(wanted: 'new' | 'existing'): Refusal {
  if (wanted === 'existing') {
    return new Refusal({
      code: 'person_not_found',
      status: 404,
      detail: {
        en: 'Nobody has an account with this e-mail address.',
        fr: 'Personne n’a de compte avec cette adresse courriel.',
      },
    });
  }
  return new Refusal({
    code: 'person_exists',
    status: 409,
    detail: {
      en: 'Somebody has an account with this e-mail address already.',
      fr: 'Cette adresse courriel a déjà un compte.',
    },
  });
}
