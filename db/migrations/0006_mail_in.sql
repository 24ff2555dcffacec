-- Mail with sales files in it: every message as it came, for each integration it was sent to.

CREATE TABLE inbound_messages (
  company_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  -- Through our own mail server, or handed over by HTTP.
  source text NOT NULL CHECK (source IN ('mail', 'inbound')),
  -- The envelope's sender; empty for bounces, null where there was no envelope.
  sender text,
  -- Of Message-ID and everything after the header: a message sent again is the same message.
  identity_hash bytea NOT NULL,
  -- How often it came.
  delivery_count integer NOT NULL DEFAULT 1,
  raw bytea NOT NULL,
  size integer NOT NULL,
  state text NOT NULL CHECK (state IN ('received', 'read', 'set_aside')),
  -- A person said that it is to be read whatever it looks like.
  is_vouched boolean NOT NULL DEFAULT false,
  subject text,
  -- Why it was set aside: {code, message: {en, fr}}.
  reason jsonb,
  -- What was found in it: [{name, size, fileId, isDuplicate} | {name, size, reason}].
  parts jsonb,
  settled_at timestamptz,
  PRIMARY KEY (company_id, mail_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
-- Base64 is stored and read faster than it is compressed.
ALTER TABLE inbound_messages ALTER COLUMN raw SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX inbound_messages_once ON inbound_messages (company_id, integration_id, identity_hash);
CREATE INDEX inbound_messages_of_integration ON inbound_messages (company_id, integration_id, mail_id DESC);
CREATE INDEX inbound_messages_by_day ON inbound_messages (company_id, integration_id, received_at);
CALL protect_tenant_table('inbound_messages');

-- Whose address this is, before any company is known. The caller shows the token, so it holds it.
CREATE INDEX locations_by_mail_token ON locations (identity) WHERE provider = 'sales-file';
CALL let_system_read('locations');
CREATE FUNCTION find_mail_recipient(wanted_token text)
  RETURNS TABLE (company_id uuid, integration_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT l.company_id, l.integration_id FROM locations l
    WHERE l.provider = 'sales-file' AND l.identity = wanted_token
  $$;
ALTER FUNCTION find_mail_recipient(text) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION find_mail_recipient(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_mail_recipient(text) TO tillbridge_app;
