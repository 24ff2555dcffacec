-- Names of tills are as long as their items' may be.
ALTER TABLE integrations DROP CONSTRAINT integrations_nickname_check;
ALTER TABLE integrations ADD CONSTRAINT integrations_nickname_check CHECK (length(nickname) BETWEEN 1 AND 500);
