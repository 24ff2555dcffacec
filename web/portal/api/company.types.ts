export type Role = 'owner' | 'manager' | 'viewer';
export type Scope =
  | 'venues:read'
  | 'venues:write'
  | 'integrations:read'
  | 'integrations:write'
  | 'sales:write'
  | 'sales:read'
  | 'company:admin';

export interface Me {
  user: { id: string; name: string; email: string; twoFactorEnabled: boolean } | null;
  role: Role;
  scopes: Scope[];
  company: { id: string; name: string };
  companies: { id: string; name: string; role: Role }[];
  language: 'en' | 'fr';
}

export interface Venue {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  /** 'HH:MM' wall time at which one business day becomes the next. */
  cutoff: string;
  morningEnd: string;
  recomputation: null | {
    state: 'pending' | 'running' | 'done' | 'failed';
    percent: number;
    daysDone: number;
    daysTotal: number;
  };
}

export interface Member {
  userId: string;
  email: string;
  name: string;
  role: Role;
}

export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt?: string;
  lastUsedAt?: string | null;
  /** Only in the answer that creates it. */
  key?: string;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
