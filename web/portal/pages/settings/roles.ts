import type { Role, Scope } from '../../api/company.types.ts';

export const roles: readonly Role[] = ['owner', 'manager', 'viewer'];

export const scopes: readonly Scope[] = [
  'venues:read',
  'venues:write',
  'integrations:read',
  'integrations:write',
  'sales:read',
  'sales:write',
  'company:admin',
];
