-- Owners are told when a webhook is switched off after long failure: so are those who chose, before
-- that was a choice, to be told of everything there was.

ALTER TABLE notice_preferences NO FORCE ROW LEVEL SECURITY;
UPDATE notice_preferences SET kinds = kinds || '{webhook_disabled}'::text[]
WHERE kinds @> '{integration_warned,integration_called_off,integration_recovered}'::text[];
ALTER TABLE notice_preferences FORCE ROW LEVEL SECURITY;
