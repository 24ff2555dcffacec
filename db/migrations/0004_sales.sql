-- Orders as sold, the figures derived from them, and the history of what changed.

CREATE TABLE orders (
  company_id uuid NOT NULL,
  order_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  location_id uuid NOT NULL,
  -- The vendor's order id.
  key text NOT NULL,
  state text NOT NULL CHECK (state IN ('closed', 'open', 'void')),
  -- Set when the vendor no longer tells of the order (confirmed by a second read). Kept, not counted.
  gone_at timestamptz,
  -- Business time: decides day, hour and morning. The day itself is not stored, so a change of
  -- zone or cut-off rewrites totals, never orders.
  occurred_at timestamptz NOT NULL,
  closed_at timestamptz,
  vendor_updated_at timestamptz,
  guests integer NOT NULL,
  employee text,
  revenue_centre text,
  order_type text,
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  comp_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  tip_minor bigint NOT NULL,
  service_charge_minor bigint NOT NULL,
  -- [{name, amountMinor}], summed over the lines.
  taxes jsonb NOT NULL,
  is_balanced boolean NOT NULL,
  -- Of the payload and the settings it was read with: equal hash, nothing to do.
  content_hash bytea NOT NULL,
  -- The vendor's words.
  payload text NOT NULL,
  -- The last read that changed it, and when the order was first seen.
  run_id uuid NOT NULL,
  imported_at timestamptz NOT NULL,
  first_imported_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, order_id),
  UNIQUE (company_id, location_id, key)
);
-- The condition is always true, yet only a question about time fulfils it: a look-up by key can then
-- not be answered by reading the whole location here, which costs the same to a planner without
-- statistics (a first import) and quadratic time in truth.
CREATE INDEX orders_by_time ON orders (company_id, location_id, occurred_at) WHERE occurred_at IS NOT NULL;
CALL protect_tenant_table('orders');

-- No foreign key from lines and payments to orders: the check costs more than the import itself
-- (measured; docs/adr). They are written and deleted only together with their order, in one
-- transaction, and a test looks for orphans.
CREATE TABLE order_lines (
  company_id uuid NOT NULL,
  order_id uuid NOT NULL,
  line_no smallint NOT NULL,
  vendor_line_id text,
  kind text NOT NULL CHECK (kind IN ('sale', 'refund', 'void', 'comp')),
  item_code text NOT NULL,
  item_name text NOT NULL,
  category text NOT NULL,
  -- Code of the POS item this line sold: the item's, with modifiers appended if they are included.
  pos_item_code text NOT NULL,
  quantity numeric NOT NULL,
  unit_price_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  comp_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  modifiers jsonb,
  PRIMARY KEY (company_id, order_id, line_no)
);
CALL protect_tenant_table('order_lines');

CREATE TABLE order_payments (
  company_id uuid NOT NULL,
  order_id uuid NOT NULL,
  payment_no smallint NOT NULL,
  tender text NOT NULL,
  amount_minor bigint NOT NULL,
  tip_minor bigint NOT NULL,
  PRIMARY KEY (company_id, order_id, payment_no)
);
CALL protect_tenant_table('order_payments');

-- One row per business day and location; a venue's day is their sum. Rebuilt from the orders of
-- the day in the transaction that changes them.
CREATE TABLE day_totals (
  company_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  business_date date NOT NULL,
  location_id uuid NOT NULL,
  orders integer NOT NULL,
  open_orders integer NOT NULL,
  unbalanced_orders integer NOT NULL,
  guests integer NOT NULL,
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  comp_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  tip_minor bigint NOT NULL,
  service_charge_minor bigint NOT NULL,
  morning_orders integer NOT NULL,
  morning_net_minor bigint NOT NULL,
  -- As first seen, once a read covered the checkpoint; never rewritten.
  first_seen_at timestamptz,
  first_orders integer,
  first_net_minor bigint,
  morning_first_seen_at timestamptz,
  morning_first_orders integer,
  morning_first_net_minor bigint,
  -- Why the newest answer for this day was not believed, until a later one is.
  suspicion jsonb,
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, venue_id, business_date, location_id),
  FOREIGN KEY (company_id, location_id) REFERENCES locations (company_id, location_id)
);
CALL protect_tenant_table('day_totals');

-- The same days by category, hour, tender, tax and POS item: one mechanism, five dimensions.
CREATE TABLE day_breakdowns (
  company_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  dimension text NOT NULL CHECK (dimension IN ('category', 'hour', 'tender', 'tax', 'item')),
  business_date date NOT NULL,
  location_id uuid NOT NULL,
  name text NOT NULL,
  quantity numeric NOT NULL,
  -- Orders of an hour, payments of a tender, lines of a category or item.
  entries integer NOT NULL,
  amount_minor bigint NOT NULL,
  tip_minor bigint NOT NULL,
  PRIMARY KEY (company_id, venue_id, dimension, business_date, location_id, name)
);
CALL protect_tenant_table('day_breakdowns');

-- What happened to an order after it was first stored.
CREATE TABLE order_changes (
  company_id uuid NOT NULL,
  change_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  location_id uuid NOT NULL,
  order_id uuid NOT NULL,
  run_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('edited', 'closed', 'voided', 'gone', 'returned')),
  was jsonb NOT NULL,
  now jsonb NOT NULL,
  PRIMARY KEY (company_id, change_id)
);
CREATE INDEX order_changes_of_order ON order_changes (company_id, order_id, change_id);
CALL protect_tenant_table('order_changes');

-- A stored day that changed later: was, now, why.
CREATE TABLE restatements (
  company_id uuid NOT NULL,
  restatement_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  location_id uuid NOT NULL,
  business_date date NOT NULL,
  at timestamptz NOT NULL,
  run_id uuid,
  was jsonb NOT NULL,
  now jsonb NOT NULL,
  why jsonb NOT NULL,
  PRIMARY KEY (company_id, restatement_id)
);
CREATE INDEX restatements_of_day ON restatements (company_id, venue_id, business_date, restatement_id);
CALL protect_tenant_table('restatements');

CREATE TABLE quarantined_orders (
  company_id uuid NOT NULL,
  quarantine_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  location_id uuid NOT NULL,
  run_id uuid NOT NULL,
  key text,
  payload text NOT NULL,
  payload_hash bytea NOT NULL,
  reason jsonb NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  -- Set when the same order arrived well-formed later.
  resolved_at timestamptz,
  PRIMARY KEY (company_id, quarantine_id),
  UNIQUE (company_id, location_id, payload_hash)
);
CREATE INDEX quarantined_by_key ON quarantined_orders (company_id, location_id, key) WHERE resolved_at IS NULL;
CALL protect_tenant_table('quarantined_orders');

CREATE TABLE pos_items (
  company_id uuid NOT NULL,
  pos_item_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  integration_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  base_code text NOT NULL,
  modifier_codes text[] NOT NULL,
  first_sold_at timestamptz NOT NULL,
  last_sold_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, pos_item_id),
  UNIQUE (company_id, integration_id, code),
  FOREIGN KEY (company_id, integration_id) REFERENCES integrations (company_id, integration_id)
);
CREATE INDEX pos_items_of_venue ON pos_items (company_id, venue_id);
CALL protect_tenant_table('pos_items');

-- A change of a venue's zone, cut-off or morning: the days are computed anew, with progress.
CREATE TABLE day_recomputations (
  company_id uuid NOT NULL,
  recomputation_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'running', 'done')),
  was jsonb NOT NULL,
  now jsonb NOT NULL,
  days_total integer,
  days_done integer NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (company_id, recomputation_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CREATE INDEX day_recomputations_of_venue ON day_recomputations (company_id, venue_id, requested_at DESC);
CALL protect_tenant_table('day_recomputations');
