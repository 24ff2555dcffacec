import { betterAuth } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/db/database.ts';

/** Somebody signed in. */
export interface Person {
  id: string;
  name: string;
  email: string;
  twoFactorEnabled: boolean;
}

/** Sign-in, sessions and second factors; who belongs to which company is not its business. */
export interface Identity {
  /** Answers a request below `/api/auth/`. */
  handle(request: Request): Promise<Response>;
  /** Who sends these headers. `cookies` renew a session close to its end. */
  findSignedIn(headers: Headers): Promise<{ person: Person | null; cookies: string[] }>;
}

export const passwordCharsMin = 10;
const PASSWORD_CHARS_MAX = 128;
const SESSION_SECONDS = 7 * 24 * 3600;
const SESSION_RENEWED_EVERY_SECONDS = 24 * 3600;

/** The header in which the server frame hands over the caller's address. Never taken from outside. */
export const clientAddressHeader = 'x-tillbridge-client-address';

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
const tables = {
  user: {
    modelName: 'users',
    fields: { ...times, emailVerified: 'email_verified' },
  },
  session: {
    modelName: 'sessions',
    fields: {
      ...times,
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...times,
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { ...times, expiresAt: 'expires_at' },
  },
} as const;

const twoFactorTables = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factors',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

/**
 * Opens sign-in over the tables of schema `auth` on the database's own pool. Nobody can register:
 * accounts are made by `create-company` and `add-member`.
 * @param options.secret signs cookies and seals second factors; at least 32 characters.
 * @param options.publicUrl decides whether cookies are for https alone.
 */
export function openIdentity(options: {
  database: Database;
  secret: string;
  publicUrl: string;
}): Identity {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: options.database.pool }) });
  const isSecure = options.publicUrl.startsWith('https:');
  const auth = betterAuth({
    appName: 'Tillbridge',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
    ...tables,
    session: {
      ...tables.session,
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_RENEWED_EVERY_SECONDS,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordCharsMin,
      maxPasswordLength: PASSWORD_CHARS_MAX,
    },
    plugins: [twoFactor({ issuer: 'Tillbridge', schema: twoFactorTables })],
    // Failed sign-ins are counted by us (sign-in-limit.ts): in the database, across copies.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'tillbridge',
      useSecureCookies: isSecure,
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // The server frame checks the origin of every state-changing request, these included.
      disableCSRFCheck: true,
    },
    logger: { disabled: true },
  });

  return {
    handle: (request) => auth.handler(request),
    async findSignedIn(headers) {
      // Most callers without a session have no cookie at all: that needs no query.
      if (!headers.has('cookie')) return { person: null, cookies: [] };
      const found = await auth.api.getSession({ headers, returnHeaders: true });
      if (found.response === null) return { person: null, cookies: [] };
      const { id, name, email, twoFactorEnabled } = found.response.user;
      return {
        person: { id, name, email, twoFactorEnabled: twoFactorEnabled ?? false },
        cookies: found.headers.getSetCookie(),
      };
    },
  };
}

/** A hash the sign-in library accepts (scrypt with a salt of its own). */
export function hashPasswordText(password: string): Promise<string> {
  return hashPassword(password);
}
