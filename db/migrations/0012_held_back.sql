-- What tills that send their sales told of approved days: nobody can ask them again, so it is kept
-- until somebody reopens the day. Of each bill the last word alone.

CREATE TABLE held_back_orders (
  company_id uuid NOT NULL,
  location_id uuid NOT NULL,
  key text NOT NULL,
  -- What it would change: a bill that came late, was edited, goes, or comes back.
  change text NOT NULL CHECK (change IN ('late', 'edited', 'gone', 'returned')),
  -- The till's words; null for a bill that was taken back.
  payload text,
  -- When it was sold, as told now; and as it is stored, which may be another day.
  occurred_at timestamptz NOT NULL,
  stored_at timestamptz,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, location_id, key),
  CHECK ((payload IS NULL) = (change = 'gone')),
  FOREIGN KEY (company_id, location_id) REFERENCES locations (company_id, location_id)
);
CALL protect_tenant_table('held_back_orders');
