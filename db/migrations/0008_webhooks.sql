-- Webhooks: where companies want to be told, what they are told, and what became of each message.

CREATE TABLE webhook_endpoints (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  endpoint_id uuid NOT NULL,
  url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  description text NOT NULL CHECK (length(description) <= 200),
  event_types text[] NOT NULL,
  disabled_at timestamptz,
  -- user: somebody switched it off. gone: it answered 410. failing: nothing was taken for days.
  disabled_reason text CHECK (disabled_reason IN ('user', 'gone', 'failing')),
  -- The first failed attempt since the last message that was taken.
  failing_since timestamptz,
  last_success_at timestamptz,
  pruned_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, endpoint_id),
  CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);
CALL protect_tenant_table('webhook_endpoints');
CALL let_system_read('webhook_endpoints');

-- Apart from the endpoints, so that what looks across companies sees no secret, not even sealed.
CREATE TABLE webhook_secrets (
  company_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  secret_id uuid NOT NULL,
  -- AES-256-GCM envelope; see platform/vault.
  sealed text NOT NULL,
  created_at timestamptz NOT NULL,
  -- Of one that was replaced: until then it signs beside the new one.
  ends_at timestamptz,
  PRIMARY KEY (company_id, endpoint_id, secret_id),
  FOREIGN KEY (company_id, endpoint_id)
    REFERENCES webhook_endpoints (company_id, endpoint_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX webhook_secrets_one_current ON webhook_secrets (company_id, endpoint_id)
  WHERE ends_at IS NULL;
CALL protect_tenant_table('webhook_secrets');

-- What happened, in the words that are sent: written with the fact, never changed.
CREATE TABLE outgoing_events (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  event_id uuid NOT NULL,
  type text NOT NULL,
  occurred_at timestamptz NOT NULL,
  -- The body as it is signed; text, because a signature holds for bytes.
  body text NOT NULL,
  PRIMARY KEY (company_id, event_id)
);
CALL protect_tenant_table('outgoing_events');

CREATE TABLE webhook_deliveries (
  company_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempt_count integer NOT NULL DEFAULT 0,
  first_attempt_at timestamptz,
  -- While a worker sends, the end of its lease: should it vanish, the message is due again.
  next_attempt_at timestamptz NOT NULL,
  -- Names the worker's claim: what an earlier one reports is not believed.
  claim_id uuid,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (company_id, delivery_id),
  FOREIGN KEY (company_id, endpoint_id)
    REFERENCES webhook_endpoints (company_id, endpoint_id) ON DELETE CASCADE,
  FOREIGN KEY (company_id, event_id) REFERENCES outgoing_events (company_id, event_id)
);
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (company_id, endpoint_id, next_attempt_at)
  WHERE state = 'pending';
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (company_id, endpoint_id, delivery_id DESC);
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (company_id, event_id);
CALL protect_tenant_table('webhook_deliveries');
CALL let_system_read('webhook_deliveries');

CREATE TABLE webhook_attempts (
  company_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  -- Null when there was no answer.
  status integer,
  -- Why it did not count as taken; null when it did.
  failure text,
  answer_start text CHECK (length(answer_start) <= 1024),
  PRIMARY KEY (company_id, attempt_id),
  FOREIGN KEY (company_id, delivery_id)
    REFERENCES webhook_deliveries (company_id, delivery_id) ON DELETE CASCADE
);
CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (company_id, delivery_id, attempt_id DESC);
CALL protect_tenant_table('webhook_attempts');

-- Endpoints with a message due, the longest waiting first. One index look an endpoint.
CREATE FUNCTION due_webhook_endpoints(due_by timestamptz, count_max integer)
  RETURNS TABLE (company_id uuid, endpoint_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT e.company_id, e.endpoint_id FROM webhook_endpoints e
    CROSS JOIN LATERAL (
      SELECT d.next_attempt_at FROM webhook_deliveries d
      WHERE d.company_id = e.company_id AND d.endpoint_id = e.endpoint_id AND d.state = 'pending'
      ORDER BY d.next_attempt_at LIMIT 1
    ) waiting
    WHERE e.disabled_at IS NULL AND waiting.next_attempt_at <= due_by
    ORDER BY waiting.next_attempt_at LIMIT count_max
  $$;
ALTER FUNCTION due_webhook_endpoints(timestamptz, integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION due_webhook_endpoints(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_webhook_endpoints(timestamptz, integer) TO tillbridge_app;
