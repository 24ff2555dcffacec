-- Links to tills: integrations, their locations, runs, backfills, timeline and incidents.

CREATE TABLE integrations (
  company_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  provider text NOT NULL,
  nickname text CHECK (length(nickname) BETWEEN 1 AND 100),
  settings jsonb NOT NULL,
  -- First business date the user wants imported.
  history_from date NOT NULL,
  every_minutes integer NOT NULL CHECK (every_minutes BETWEEN 15 AND 360),
  -- Stable per integration, so that not every till is asked at the full hour.
  offset_seconds integer NOT NULL,
  -- The user's intent; the status below is the machine's finding. Neither changes the other.
  deactivated_at timestamptz,
  status text NOT NULL CHECK (status IN ('Initializing', 'Healthy', 'Failed', 'CalledOff')),
  status_reason jsonb,
  status_changed_at timestamptz NOT NULL,
  -- Failures are counted from here on only.
  activated_at timestamptz NOT NULL,
  failure_count integer NOT NULL DEFAULT 0,
  first_failure_at timestamptz,
  warned_at timestamptz,
  next_due_at timestamptz NOT NULL,
  -- Somebody asked for the check that is due: "Refresh now".
  is_due_by_user boolean NOT NULL DEFAULT false,
  next_nightly_at timestamptz NOT NULL,
  last_sales_check_at timestamptz,
  last_sale_imported_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CREATE UNIQUE INDEX integrations_named_apart ON integrations (company_id, venue_id, provider, nickname)
  NULLS NOT DISTINCT WHERE deactivated_at IS NULL;
CREATE INDEX integrations_due ON integrations (next_due_at)
  WHERE deactivated_at IS NULL AND status <> 'CalledOff';
CALL protect_tenant_table('integrations');
CALL let_system_read('integrations');

CREATE TABLE locations (
  company_id uuid NOT NULL,
  location_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  provider text NOT NULL,
  -- What the vendor calls this till (for Cluster the serial). Not secret.
  identity text NOT NULL,
  label text NOT NULL,
  -- AES-256-GCM envelope; see platform/vault.
  secret_sealed text NOT NULL,
  -- The spans of time a successful read covers; "missing" is the absence of cover, never a guess.
  covered tstzmultirange NOT NULL DEFAULT '{}',
  -- How far live sync has got. Moves only forward, together with the rows it speaks of.
  checkpoint_at timestamptz,
  checkpoint_version integer NOT NULL DEFAULT 0,
  last_problem jsonb,
  -- False while its integration is deactivated, so that the same till can be linked anew.
  is_live boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, location_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CREATE INDEX locations_of_integration ON locations (company_id, integration_id);
CREATE INDEX locations_of_venue ON locations (company_id, venue_id);
CREATE UNIQUE INDEX locations_linked_once ON locations (company_id, provider, identity) WHERE is_live;
CALL protect_tenant_table('locations');

CREATE TABLE runs (
  company_id uuid NOT NULL,
  run_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  location_id uuid NOT NULL,
  lane text NOT NULL CHECK (lane IN ('live', 'backfill')),
  kind text NOT NULL CHECK (kind IN ('live', 'nightly', 'backfill', 'resync', 'rederive')),
  trigger text NOT NULL CHECK (trigger IN ('schedule', 'user')),
  state text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'deferred', 'cancelled', 'interrupted')),
  -- The advisory lock its worker holds while alive; a running row without it is an orphan.
  worker_key integer NOT NULL,
  window_from timestamptz NOT NULL,
  window_to timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  orders_new integer NOT NULL DEFAULT 0,
  orders_changed integer NOT NULL DEFAULT 0,
  orders_gone integer NOT NULL DEFAULT 0,
  orders_unchanged integer NOT NULL DEFAULT 0,
  orders_quarantined integer NOT NULL DEFAULT 0,
  warnings jsonb NOT NULL DEFAULT '[]',
  problem jsonb,
  PRIMARY KEY (company_id, run_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id),
  FOREIGN KEY (company_id, location_id) REFERENCES locations (company_id, location_id)
);
-- One run per location and lane at a time, held by the database rather than by code.
CREATE UNIQUE INDEX runs_one_at_a_time ON runs (company_id, location_id, lane) WHERE state = 'running';
CREATE INDEX runs_newest_first ON runs (company_id, integration_id, started_at DESC);
CREATE INDEX runs_running ON runs (worker_key) WHERE state = 'running';
CALL protect_tenant_table('runs');
CALL let_system_read('runs');

CREATE TABLE backfills (
  company_id uuid NOT NULL,
  backfill_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  location_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'running', 'done', 'cancelled', 'failed')),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  -- Newest first: everything from here up to to_at is stored.
  reached_at timestamptz NOT NULL,
  orders_imported integer NOT NULL DEFAULT 0,
  -- Adapts to how much the vendor answers.
  chunk_days integer NOT NULL,
  -- Trouble delays a backfill; it never touches the integration's status.
  failure_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  problem jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, backfill_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id),
  FOREIGN KEY (company_id, location_id) REFERENCES locations (company_id, location_id)
);
CREATE UNIQUE INDEX backfills_one_open ON backfills (company_id, location_id) WHERE state IN ('pending', 'running');
CREATE INDEX backfills_of_integration ON backfills (company_id, integration_id, created_at DESC);
CALL protect_tenant_table('backfills');
CALL let_system_read('backfills');

CREATE TABLE timeline_events (
  company_id uuid NOT NULL,
  event_id uuid NOT NULL,
  venue_id uuid,
  integration_id uuid,
  at timestamptz NOT NULL,
  -- noun.past_verb
  name text NOT NULL,
  -- {kind: system} | {kind: user, id, name} | {kind: api_key, id, name}
  actor jsonb NOT NULL,
  details jsonb NOT NULL,
  PRIMARY KEY (company_id, event_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
CREATE INDEX timeline_of_integration ON timeline_events (company_id, integration_id, event_id DESC);
CREATE INDEX timeline_of_venue ON timeline_events (company_id, venue_id, event_id DESC);
CALL protect_tenant_table('timeline_events');

-- One trouble, opened once, closed once.
CREATE TABLE incidents (
  company_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('failing', 'called_off')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  reason jsonb,
  PRIMARY KEY (company_id, incident_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
CREATE UNIQUE INDEX incidents_one_open ON incidents (company_id, integration_id, kind) WHERE closed_at IS NULL;
CALL protect_tenant_table('incidents');

-- Messages to send once the transaction that caused them is committed.
CREATE TABLE outbox (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  message_id uuid NOT NULL,
  kind text NOT NULL,
  -- The same cause never writes a second message.
  dedupe_key text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (company_id, message_id),
  UNIQUE (company_id, kind, dedupe_key)
);
CREATE INDEX outbox_unsent ON outbox (created_at) WHERE sent_at IS NULL;
CALL protect_tenant_table('outbox');
CALL let_system_read('outbox');

-- What the tick asks: which integrations are due, oldest first. Ids only.
CREATE FUNCTION due_integrations(due_by timestamptz, count_max integer)
  RETURNS TABLE (company_id uuid, integration_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT i.company_id, i.integration_id FROM integrations i
    WHERE i.deactivated_at IS NULL AND i.status <> 'CalledOff' AND i.next_due_at <= due_by
    ORDER BY i.next_due_at LIMIT count_max
  $$;
ALTER FUNCTION due_integrations(timestamptz, integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION due_integrations(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_integrations(timestamptz, integer) TO tillbridge_app;

CREATE FUNCTION open_backfills(due_by timestamptz, count_max integer)
  RETURNS TABLE (company_id uuid, backfill_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT b.company_id, b.backfill_id FROM backfills b
    WHERE b.state IN ('pending', 'running') AND b.next_attempt_at <= due_by
    ORDER BY b.created_at LIMIT count_max
  $$;
ALTER FUNCTION open_backfills(timestamptz, integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION open_backfills(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_backfills(timestamptz, integer) TO tillbridge_app;

-- Runs whose worker is gone: its session lock (class 7411, object worker_key) is held by nobody.
CREATE FUNCTION orphan_runs()
  RETURNS TABLE (company_id uuid, run_id uuid)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT r.company_id, r.run_id FROM runs r
    WHERE r.state = 'running' AND NOT EXISTS (
      SELECT FROM pg_locks l
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 7411
        AND l.objid = r.worker_key::oid
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
  $$;
ALTER FUNCTION orphan_runs() OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION orphan_runs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orphan_runs() TO tillbridge_app;
