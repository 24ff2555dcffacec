import { Refusal } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import type { Database } from '#platform/db/database.ts';
import { knownScopes, type Role, type Scope, scopesOfRole } from './access.ts';
import { findApiKeyByHash, recordApiKeyUse } from './api-key.store.ts';
import { hashApiKey, isApiKeyText } from './api-key.ts';
import type { Identity, Person } from './identity.ts';
import { listCompaniesOfUser } from './member.store.ts';

/** Who asks, for which company, and what they may do. Every endpoint of the API gets one. */
export interface Actor {
  kind: 'user' | 'api_key';
  /** User id or API key id. */
  id: string;
  /** A person's name or a key's, as the timeline shows it. */
  name: string;
  companyId: string;
  /** Null for API keys: they have scopes only. */
  role: Role | null;
  scopes: readonly Scope[];
  /** Null for API keys. */
  person: Person | null;
}

/** What decides about the caller, taken from the request's headers. */
export interface Credentials {
  headers: Headers;
}

export interface Recognised {
  actor: Actor;
  /** A session close to its end is renewed; these cookies belong on the reply. */
  cookies: string[];
}

/** A key in constant use writes its time once a minute, not once a call. */
const USE_NOTED_EVERY_MS = 60_000;

export type RecogniseActor = (credentials: Credentials) => Promise<Recognised>;

/**
 * Recognises callers by `Authorization: Bearer tb_…` or by their session cookie. With
 * `Tillbridge-Company` a person chooses among the companies they belong to; without it they get
 * the first one they joined.
 * @returns a function that throws a Refusal (401, 403 or 404) for everybody it does not know.
 */
export function createRecogniser(deps: {
  database: Database;
  identity: Identity;
  clock: { now(): number };
}): RecogniseActor {
  const { database, identity, clock } = deps;
  const notedAtMs = new Map<string, number>();

  async function noteUse(key: { companyId: string; apiKeyId: string }): Promise<void> {
    const nowMs = clock.now();
    if (nowMs - (notedAtMs.get(key.apiKeyId) ?? Number.NEGATIVE_INFINITY) < USE_NOTED_EVERY_MS)
      return;
    notedAtMs.set(key.apiKeyId, nowMs);
    await database.withCompany(key.companyId, (tx) =>
      recordApiKeyUse(tx, { apiKeyId: key.apiKeyId, usedAtMs: nowMs }),
    );
  }

  async function byKey(text: string, wantedCompanyId: string | null): Promise<Recognised> {
    if (!isApiKeyText(text)) throw keyRefused();
    const key = await findApiKeyByHash(database.pool, hashApiKey(text));
    if (key === null) throw keyRefused();
    if (wantedCompanyId !== null && wantedCompanyId !== key.companyId) throw companyNotFound();
    await noteUse(key);
    const { apiKeyId: id, name, companyId } = key;
    const scopes = knownScopes(key.scopes);
    return {
      actor: { kind: 'api_key', id, name, companyId, role: null, scopes, person: null },
      cookies: [],
    };
  }

  async function bySession(headers: Headers, wanted: string | null): Promise<Recognised> {
    const { person, cookies } = await identity.findSignedIn(headers);
    if (person === null) throw notSignedIn();
    const memberships = await listCompaniesOfUser(database.pool, person.id);
    const membership =
      wanted === null ? memberships[0] : memberships.find((one) => one.companyId === wanted);
    if (membership === undefined) throw wanted === null ? noCompany() : companyNotFound();
    const { companyId, role } = membership;
    const { id, name } = person;
    const scopes = scopesOfRole[role];
    return { actor: { kind: 'user', id, name, companyId, role, scopes, person }, cookies };
  }

  return async ({ headers }) => {
    const wantedCompanyId = headers.get('tillbridge-company');
    if (wantedCompanyId !== null && !isId(wantedCompanyId)) throw companyNotFound();
    const authorization = headers.get('authorization');
    if (authorization === null) return bySession(headers, wantedCompanyId);
    const [, text] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    return byKey(text ?? '', wantedCompanyId);
  };
}

function notSignedIn(): Refusal {
  return new Refusal({
    code: 'not_signed_in',
    status: 401,
    detail: {
      en: 'Sign in, or send an API key as "Authorization: Bearer tb_…".',
      fr: 'Connectez-vous ou envoyez une clé API : « Authorization: Bearer tb_… ».',
    },
  });
}

function keyRefused(): Refusal {
  return new Refusal({
    code: 'api_key_refused',
    status: 401,
    detail: {
      en: 'This API key is unknown or was revoked. An owner can make a new one in Settings.',
      fr: 'Cette clé API est inconnue ou révoquée. Un propriétaire peut en créer une autre dans les Paramètres.',
    },
  });
}

function noCompany(): Refusal {
  return new Refusal({
    code: 'no_company',
    status: 403,
    detail: {
      en: 'You do not belong to any company. Ask its owner to add you as a member.',
      fr: 'Vous n’appartenez à aucune entreprise. Demandez à son propriétaire de vous ajouter comme membre.',
    },
  });
}

/** The same answer for a company that does not exist and one the caller may not see. */
function companyNotFound(): Refusal {
  return new Refusal({
    code: 'company_not_found',
    status: 404,
    detail: {
      en: 'You have no access to this company, or it does not exist.',
      fr: 'Cette entreprise n’existe pas ou ne vous est pas accessible.',
    },
  });
}
