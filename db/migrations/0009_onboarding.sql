-- The way to a venue's first import: what people alone know of it. Everything else a checklist
-- shows is read from the link itself.

CREATE TABLE onboarding_marks (
  company_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  provider text NOT NULL,
  -- dismissed: the whole list is put away.
  step text NOT NULL CHECK (step IN ('request_access', 'pay_fee', 'wait', 'dismissed')),
  -- False once it was undone; then who and when tell of that.
  is_done boolean NOT NULL,
  at timestamptz NOT NULL,
  -- Who, as the timeline names them.
  actor jsonb NOT NULL,
  -- Which tills the vendor was asked for, by the vendor's names for them.
  identities text[] NOT NULL,
  PRIMARY KEY (company_id, venue_id, provider, step),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CALL protect_tenant_table('onboarding_marks');
