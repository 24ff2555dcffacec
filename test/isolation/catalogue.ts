import type { Client } from 'pg';

export interface PolicyFound {
  name: string;
  isPermissive: boolean;
  /** ALL, SELECT, … */
  command: string;
  roles: string[];
  using: string | null;
  check: string | null;
}

export interface KeyFound {
  name: string;
  /** In the key's order; an expression is shown as `(…)`. */
  columns: string[];
}

export interface ReferenceFound {
  name: string;
  columns: string[];
  /** Schema-qualified outside `public`. */
  target: string;
  targetColumns: string[];
}

export interface TableFound {
  /** Schema-qualified outside `public`. */
  name: string;
  schema: string;
  /** `table`, or the kind of thing it is instead: a view answers with its owner's rights. */
  kind: string;
  hasCompany: boolean;
  isCompanyRequired: boolean;
  isRlsEnabled: boolean;
  isRlsForced: boolean;
  owner: string;
  policies: PolicyFound[];
  /** Primary key, unique constraints and unique indexes. */
  uniqueKeys: KeyFound[];
  hasPrimaryKey: boolean;
  references: ReferenceFound[];
  /** Roles that may do something with it, the owner aside. */
  grantees: string[];
}

export interface FunctionFound {
  name: string;
  owner: string;
  /** Names of the result's columns. */
  columns: string[];
  hasFixedPath: boolean;
  isForEverybody: boolean;
}

export interface RoleFound {
  name: string;
  isSuper: boolean;
  isBypassing: boolean;
  canCreateRoles: boolean;
  canCreateDatabases: boolean;
  /** Roles whose rights it has or may take on. */
  memberOf: string[];
  /** Of tables, functions, schemas and types in any schema. */
  ownedObjects: string[];
  /** Schemas in which it may make things. */
  creatableSchemas: string[];
  canCreateInDatabase: boolean;
}

export interface Catalogue {
  tables: TableFound[];
  /** SECURITY DEFINER functions of every schema of ours. */
  definers: FunctionFound[];
  roles: RoleFound[];
}

/** What PostgreSQL itself says about the schema; `client` may be any role. */
export async function readCatalogue(client: Client): Promise<Catalogue> {
  const tables = await client.query<TableFound>(tablesSql);
  const definers = await client.query<FunctionFound>(definersSql);
  const roles = await client.query<RoleFound>(rolesSql);
  return { tables: tables.rows, definers: definers.rows, roles: roles.rows };
}

const ourSchemas = `SELECT oid FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`;

const tablesSql = `
  SELECT c.oid::regclass::text AS name, n.nspname AS schema,
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view'
      WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind,
    company.attnum IS NOT NULL AS "hasCompany",
    coalesce(company.attnotnull, false) AS "isCompanyRequired",
    c.relrowsecurity AS "isRlsEnabled", c.relforcerowsecurity AS "isRlsForced",
    c.relowner::regrole::text AS owner,
    (SELECT coalesce(json_agg(json_build_object('name', p.polname, 'isPermissive', p.polpermissive,
        'command', CASE p.polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
          WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END,
        'roles', (SELECT json_agg(CASE role WHEN 0 THEN 'public' ELSE role::regrole::text END)
          FROM unnest(p.polroles) role),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid)) ORDER BY p.polname), '[]')
      FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
    (SELECT coalesce(json_agg(json_build_object('name', i.indexrelid::regclass::text,
        'columns', (SELECT json_agg(coalesce(a.attname, '(…)') ORDER BY k.place)
          FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY k(attnum, place)
          LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum AND k.attnum > 0)
        ) ORDER BY i.indexrelid::regclass::text), '[]')
      FROM pg_index i WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion)) AS "uniqueKeys",
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS "hasPrimaryKey",
    (SELECT coalesce(json_agg(json_build_object('name', f.conname,
        'columns', (SELECT json_agg(a.attname ORDER BY k.place)
          FROM unnest(f.conkey) WITH ORDINALITY k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum),
        'target', f.confrelid::regclass::text,
        'targetColumns', (SELECT json_agg(a.attname ORDER BY k.place)
          FROM unnest(f.confkey) WITH ORDINALITY k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum)
        ) ORDER BY f.conname), '[]')
      FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f') AS "references",
    (SELECT coalesce(json_agg(DISTINCT CASE acl.grantee WHEN 0 THEN 'public'
        ELSE acl.grantee::regrole::text END), '[]')
      FROM aclexplode(c.relacl) acl WHERE acl.grantee <> c.relowner) AS grantees
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attribute company
    ON company.attrelid = c.oid AND company.attname = 'company_id' AND NOT company.attisdropped
  WHERE n.oid IN (${ourSchemas}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  ORDER BY 1`;

const definersSql = `
  SELECT p.proname AS name, p.proowner::regrole::text AS owner,
    coalesce((SELECT json_agg(argument.name ORDER BY argument.place)
      FROM unnest(p.proargnames, p.proargmodes) WITH ORDINALITY argument(name, mode, place)
      WHERE argument.mode IN ('t', 'o', 'b')), '["(unnamed)"]') AS columns,
    EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
      AS "hasFixedPath",
    has_function_privilege('public', p.oid, 'EXECUTE') AS "isForEverybody"
  FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN (${ourSchemas})
  ORDER BY p.proname`;

const rolesSql = `
  SELECT r.rolname AS name, r.rolsuper AS "isSuper", r.rolbypassrls AS "isBypassing",
    r.rolcreaterole AS "canCreateRoles", r.rolcreatedb AS "canCreateDatabases",
    (SELECT coalesce(json_agg(other.rolname), '[]') FROM pg_roles other
      WHERE other.oid <> r.oid AND pg_has_role(r.oid, other.oid, 'MEMBER')) AS "memberOf",
    (SELECT coalesce(json_agg(thing), '[]') FROM (
      SELECT c.oid::regclass::text AS thing FROM pg_class c
        WHERE c.relowner = r.oid AND c.relnamespace IN (${ourSchemas})
      UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p
        WHERE p.proowner = r.oid AND p.pronamespace IN (${ourSchemas})
      UNION ALL SELECT n.nspname FROM pg_namespace n WHERE n.nspowner = r.oid
      UNION ALL SELECT d.datname FROM pg_database d WHERE d.datdba = r.oid
    ) owned) AS "ownedObjects",
    (SELECT coalesce(json_agg(n.nspname), '[]') FROM pg_namespace n
      WHERE n.oid IN (${ourSchemas}) AND has_schema_privilege(r.oid, n.oid, 'CREATE'))
      AS "creatableSchemas",
    has_database_privilege(r.oid, current_database(), 'CREATE') AS "canCreateInDatabase"
  FROM pg_roles r WHERE r.rolname IN ('tillbridge_app', 'tillbridge_system')
  ORDER BY r.rolname`;
