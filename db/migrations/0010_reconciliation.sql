-- Days compared with the till's own closing report, approved, and adjusted by hand.

CREATE TABLE day_reconciliations (
  company_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  business_date date NOT NULL,
  -- The till's Z report as somebody sent it: {netMinor, taxMinor, categories, tenders}, parts of it null.
  z jsonb,
  -- {at, actor}, and the note of who approved.
  approval jsonb,
  -- What the till tells otherwise since the approval; stored only once somebody reopens the day.
  held_back jsonb,
  PRIMARY KEY (company_id, venue_id, business_date),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CALL protect_tenant_table('day_reconciliations');

-- Kept beside the till's figures, never mixed into them: a re-sync cannot touch what it does not own.
CREATE TABLE day_adjustments (
  company_id uuid NOT NULL,
  adjustment_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  business_date date NOT NULL,
  category text NOT NULL,
  net_minor bigint NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by jsonb NOT NULL,
  removed_at timestamptz,
  removed_by jsonb,
  PRIMARY KEY (company_id, adjustment_id),
  FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
);
CREATE INDEX day_adjustments_of_day ON day_adjustments (company_id, venue_id, business_date);
CALL protect_tenant_table('day_adjustments');
