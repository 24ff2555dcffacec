-- The tender an adjustment counts in, beside its category; empty for none.
ALTER TABLE day_adjustments ADD COLUMN tender text NOT NULL DEFAULT '';
