-- Set when somebody looked at what was set aside and will not have it read; taken back by emptying it.
ALTER TABLE quarantined_orders ADD COLUMN dismissed_at timestamptz;
ALTER TABLE quarantined_orders ADD COLUMN dismissed_by jsonb;
ALTER TABLE quarantined_orders ADD CHECK ((dismissed_at IS NULL) = (dismissed_by IS NULL));
