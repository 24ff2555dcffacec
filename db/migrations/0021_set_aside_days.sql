-- The business time of what was set aside, where its vendor tells it: its day is not whole without it.
ALTER TABLE quarantined_orders ADD COLUMN occurred_at timestamptz;
CREATE INDEX quarantined_waiting ON quarantined_orders (company_id, location_id, occurred_at)
  WHERE resolved_at IS NULL AND dismissed_at IS NULL;
