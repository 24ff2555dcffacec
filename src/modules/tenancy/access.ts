import { Refusal } from '#kernel/errors.ts';

/** Everything that can be allowed. An endpoint declares the one it needs. */
export const scopes = [
  'venues:read',
  'venues:write',
  'integrations:read',
  'integrations:write',
  'sales:read',
  'sales:write',
  'company:admin',
] as const;
export type Scope = (typeof scopes)[number];

export const roles = ['owner', 'manager', 'viewer'] as const;
export type Role = (typeof roles)[number];

const viewerScopes = ['venues:read', 'integrations:read', 'sales:read'] as const;

/** What a person may do in a company. An API key carries its own scopes instead. */
export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: viewerScopes,
  manager: [...viewerScopes, 'venues:write', 'integrations:write', 'sales:write'],
  owner: scopes,
};

/**
 * Lets the holder of a scope pass.
 * @throws Refusal 403 `scope_missing`, naming the scope, for everybody else.
 */
export function requireScope(holder: { scopes: readonly Scope[] }, scope: Scope): void {
  if (holder.scopes.includes(scope)) return;
  throw new Refusal({
    code: 'scope_missing',
    status: 403,
    detail: {
      en: `This needs the permission ${scope}. Ask an owner of the company to do it or to grant it.`,
      fr: `Cette action demande l’autorisation ${scope}. Demandez à un propriétaire de l’entreprise de la faire ou de l’accorder.`,
    },
    extra: { scope },
  });
}

/** Scopes stored or sent as text; what this version does not know grants nothing. */
export function knownScopes(names: readonly string[]): Scope[] {
  return scopes.filter((scope) => names.includes(scope));
}
