-- People who sign in. Identities are not tenant rows: one person may belong to several companies,
-- and memberships (0001) say to which. The library that signs people in reads and writes these
-- tables; `session.token` and the rest are its words, spelled our way.

CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO tillbridge_app;

CREATE TABLE auth.users (
  id text PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE auth.sessions (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX sessions_of_user ON auth.sessions (user_id);

-- One way a person proves who they are: here always a password, kept as a scrypt hash.
CREATE TABLE auth.accounts (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (provider_id, account_id)
);
CREATE INDEX accounts_of_user ON auth.accounts (user_id);

CREATE TABLE auth.verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX verifications_by_identifier ON auth.verifications (identifier);

CREATE TABLE auth.two_factors (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  -- Both sealed by the library with the identity secret.
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE INDEX two_factors_of_user ON auth.two_factors (user_id);
CREATE INDEX two_factors_by_secret ON auth.two_factors (secret);

-- Failed sign-ins, so that passwords cannot be guessed through several copies of the program.
CREATE TABLE auth.sign_in_failures (
  failure_id uuid PRIMARY KEY,
  -- SHA-256 of e-mail and address; neither is kept.
  subject bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_of_subject ON auth.sign_in_failures (subject, at);
CREATE INDEX sign_in_failures_by_time ON auth.sign_in_failures (at);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO tillbridge_app;

-- The audit trail names API keys, so finding one answers its name too.
DROP FUNCTION find_api_key(bytea);
CREATE FUNCTION find_api_key(wanted_hash bytea)
  RETURNS TABLE (company_id uuid, api_key_id uuid, name text, scopes text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT k.company_id, k.api_key_id, k.name, k.scopes FROM api_keys k
    WHERE k.secret_hash = wanted_hash AND k.revoked_at IS NULL
  $$;
ALTER FUNCTION find_api_key(bytea) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION find_api_key(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(bytea) TO tillbridge_app;

-- Operations that visit every company (sealing secrets under a new key) ask for their ids here and
-- then work inside one company at a time.
CALL let_system_read('companies');
CREATE FUNCTION list_company_ids()
  RETURNS TABLE (company_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT c.company_id FROM companies c ORDER BY c.company_id $$;
ALTER FUNCTION list_company_ids() OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION list_company_ids() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_company_ids() TO tillbridge_app;

-- Stored replies are kept for a day and swept by their own company's next call.
CREATE INDEX idempotency_replies_by_age ON idempotency_replies (company_id, created_at);

-- Readiness asks whether the schema is the one this version expects.
GRANT SELECT ON kysely_migration TO tillbridge_app;
