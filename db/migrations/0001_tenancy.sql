-- Roles, the tenant floor, and the tables of the tenancy module.
--
-- Three roles: the owner (runs migrations, owns everything), tillbridge_app (what the program
-- connects as: owns nothing, bypasses nothing) and tillbridge_system (cannot log in; owns the few
-- SECURITY DEFINER functions that must look across companies, each returning ids only).

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tillbridge_app') THEN
    CREATE ROLE tillbridge_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tillbridge_system') THEN
    CREATE ROLE tillbridge_system NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  EXECUTE format('GRANT tillbridge_system TO %I', current_user);
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tillbridge_app;
GRANT USAGE, CREATE ON SCHEMA public TO tillbridge_system;

-- The company of the running transaction; null (no rows) when none is set.
CREATE FUNCTION current_company() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('tillbridge.company_id', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION current_company() TO tillbridge_app;

-- Every tenant table is handed to this procedure once. The restrictive policy holds even if a
-- later migration adds a permissive one by mistake; the sub-select makes the company a constant of
-- the statement instead of a call per row.
CREATE PROCEDURE protect_tenant_table(table_name text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY tenant_rows ON %I FOR ALL TO tillbridge_app
       USING (company_id = (SELECT current_company()))
       WITH CHECK (company_id = (SELECT current_company()))', table_name);
  EXECUTE format(
    'CREATE POLICY tenant_floor ON %I AS RESTRICTIVE FOR ALL TO tillbridge_app
       USING (company_id = (SELECT current_company()))
       WITH CHECK (company_id = (SELECT current_company()))', table_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tillbridge_app', table_name);
END
$$;

-- Lets the system role's functions read a tenant table across companies. Use sparingly.
CREATE PROCEDURE let_system_read(table_name text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY system_reads ON %I FOR SELECT TO tillbridge_system USING (true)', table_name);
  EXECUTE format('GRANT SELECT ON %I TO tillbridge_system', table_name);
END
$$;

CREATE TABLE companies (
  company_id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL
);
CALL protect_tenant_table('companies');

CREATE TABLE venues (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  venue_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  time_zone text NOT NULL,
  currency char(3) NOT NULL,
  cutoff text NOT NULL DEFAULT '05:00' CHECK (cutoff ~ '^[0-2][0-9]:[0-5][0-9]$'),
  morning_end text NOT NULL DEFAULT '15:00' CHECK (morning_end ~ '^[0-2][0-9]:[0-5][0-9]$'),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, venue_id)
);
CALL protect_tenant_table('venues');

CREATE TABLE memberships (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  user_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'viewer')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, user_id)
);
CALL protect_tenant_table('memberships');
CALL let_system_read('memberships');

CREATE TABLE api_keys (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  api_key_id uuid NOT NULL,
  name text NOT NULL,
  -- SHA-256 of the whole key; the key itself is shown once and never stored.
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (company_id, api_key_id)
);
CREATE INDEX api_keys_by_hash ON api_keys (secret_hash);
CALL protect_tenant_table('api_keys');
CALL let_system_read('api_keys');

-- The stored reply of a POST, so that a repeated call answers the same and does nothing.
CREATE TABLE idempotency_replies (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  route text NOT NULL,
  body_hash bytea NOT NULL,
  status integer,
  reply jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, route, idempotency_key)
);
CALL protect_tenant_table('idempotency_replies');

-- Which companies a signed-in person may open.
CREATE FUNCTION companies_of_user(wanted_user_id text)
  RETURNS TABLE (company_id uuid, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT m.company_id, m.role FROM memberships m WHERE m.user_id = wanted_user_id ORDER BY m.created_at, m.company_id $$;
ALTER FUNCTION companies_of_user(text) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION companies_of_user(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION companies_of_user(text) TO tillbridge_app;

-- Which company an API key opens. The caller shows the hash, so it already holds the key.
CREATE FUNCTION find_api_key(wanted_hash bytea)
  RETURNS TABLE (company_id uuid, api_key_id uuid, scopes text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT k.company_id, k.api_key_id, k.scopes FROM api_keys k WHERE k.secret_hash = wanted_hash AND k.revoked_at IS NULL $$;
ALTER FUNCTION find_api_key(bytea) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION find_api_key(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(bytea) TO tillbridge_app;
