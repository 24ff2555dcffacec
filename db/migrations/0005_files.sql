-- Sales files: what people and tills send, as it came, and how each layout of file is to be read.

ALTER TABLE runs DROP CONSTRAINT runs_kind_check;
ALTER TABLE runs ADD CONSTRAINT runs_kind_check
  CHECK (kind IN ('live', 'nightly', 'backfill', 'resync', 'rederive', 'file'));

CREATE TABLE sales_files (
  company_id uuid NOT NULL,
  file_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  source text NOT NULL CHECK (source IN ('upload', 'mail', 'inbound')),
  -- Who sent it, as the timeline names them.
  actor jsonb NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  -- As it came; null for a duplicate, whose bytes are those of the file it repeats.
  bytes bytea,
  sha256 bytea NOT NULL,
  size integer NOT NULL,
  state text NOT NULL
    CHECK (state IN ('received', 'reading', 'read', 'asking', 'unreadable', 'duplicate')),
  duplicate_of uuid,
  -- Why it could not be read: {code, message: {en, fr}}.
  reason jsonb,
  layout_key text,
  layout jsonb,
  -- Read with, or while asking our best guess.
  mapping jsonb,
  questions jsonb,
  -- The first rows as they were understood.
  preview jsonb,
  warnings jsonb,
  run_id uuid,
  row_count integer,
  rows_set_aside integer,
  orders_new integer,
  orders_changed integer,
  orders_unchanged integer,
  first_date date,
  last_date date,
  -- When the state was last decided.
  settled_at timestamptz,
  PRIMARY KEY (company_id, file_id),
  CHECK ((bytes IS NULL) = (state = 'duplicate')),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
CREATE INDEX sales_files_of_integration ON sales_files (company_id, integration_id, file_id DESC);
CREATE INDEX sales_files_by_content ON sales_files (company_id, integration_id, sha256);
CALL protect_tenant_table('sales_files');

-- What a person confirmed about a layout: every further file of it is read without asking.
CREATE TABLE file_layouts (
  company_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  layout_key text NOT NULL,
  mapping jsonb NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id, layout_key),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
CALL protect_tenant_table('file_layouts');
