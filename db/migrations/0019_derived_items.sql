-- How many POS items a derivation of stored bills brought; null for runs that derived nothing.
ALTER TABLE runs ADD COLUMN pos_items_new integer;
