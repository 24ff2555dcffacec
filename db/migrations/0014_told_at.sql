-- When what a run stored was said: a file that is read again says what it said when it came, and
-- must not undo what was said since. Null for runs that asked.
ALTER TABLE runs ADD COLUMN told_at timestamptz;
CREATE INDEX runs_told ON runs (company_id, location_id, told_at) WHERE told_at IS NOT NULL;

-- The business day that a person named for a file whose rows tell no date.
ALTER TABLE sales_files ADD COLUMN day date;
