-- Notices on their way to people: who is told of what, in which mail, and what became of it.

-- A notice is handed out once: from then on its deliveries say how it goes, one for each person.
ALTER TABLE outbox RENAME COLUMN sent_at TO handed_out_at;
ALTER TABLE outbox DROP COLUMN attempts;
ALTER TABLE outbox DROP COLUMN last_error;

-- How a person wants to be told, in one company; without a row the defaults hold. A person who is
-- removed and comes back starts afresh.
CREATE TABLE notice_preferences (
  company_id uuid NOT NULL,
  user_id text NOT NULL,
  kinds text[] NOT NULL,
  -- Null: all venues, those to come included.
  venue_ids uuid[],
  -- Null: both languages, one below the other.
  language text CHECK (language IN ('en', 'fr')),
  -- Wall times of the venue a notice is about; `from` may be later than `to` (over midnight).
  quiet_from text CHECK (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_to text CHECK (quiet_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- How long the first notice waits for others, to go out in one mail with them.
  gather_minutes integer NOT NULL CHECK (gather_minutes BETWEEN 0 AND 1440),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, user_id),
  FOREIGN KEY (company_id, user_id) REFERENCES memberships (company_id, user_id) ON DELETE CASCADE,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
  CHECK (quiet_from <> quiet_to)
);
CALL protect_tenant_table('notice_preferences');

-- One mail to one person, written once and sent as it was written. Its id is its Message-ID.
CREATE TABLE notice_mails (
  company_id uuid NOT NULL REFERENCES companies (company_id),
  mail_id uuid NOT NULL,
  user_id text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  -- ready: may be sent from next_at on. sending: a worker has it until next_at and has not handed
  -- over its text. handed_over: its text may be with the mail server; no answer yet.
  -- unconfirmed: no answer came. withdrawn: its reader may no longer read it.
  state text NOT NULL CHECK (state IN
    ('ready', 'sending', 'handed_over', 'sent', 'unconfirmed', 'failed', 'withdrawn')),
  -- Names the worker's claim: what an earlier one reports is not believed.
  attempt integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  last_error text,
  PRIMARY KEY (company_id, mail_id)
);
CREATE INDEX notice_mails_open ON notice_mails (next_at)
  WHERE state IN ('ready', 'sending', 'handed_over');
CALL protect_tenant_table('notice_mails');
CALL let_system_read('notice_mails');

-- One notice for one person. The key is what keeps a second mail about it from being written.
CREATE TABLE notice_deliveries (
  company_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  user_id text NOT NULL,
  -- expired: too old by the time it could be sent.
  state text NOT NULL CHECK (state IN ('waiting', 'mailed', 'withdrawn', 'expired')),
  due_at timestamptz NOT NULL,
  mail_id uuid,
  PRIMARY KEY (company_id, notice_id, user_id),
  FOREIGN KEY (company_id, notice_id) REFERENCES outbox (company_id, message_id),
  FOREIGN KEY (company_id, mail_id) REFERENCES notice_mails (company_id, mail_id),
  CHECK ((state = 'mailed') = (mail_id IS NOT NULL))
);
CREATE INDEX notice_deliveries_due ON notice_deliveries (due_at) WHERE state = 'waiting';
CREATE INDEX notice_deliveries_of_person ON notice_deliveries (company_id, user_id)
  WHERE state = 'waiting';
CREATE INDEX notice_deliveries_of_mail ON notice_deliveries (company_id, mail_id);
CALL protect_tenant_table('notice_deliveries');
CALL let_system_read('notice_deliveries');

-- What the sender's tick asks: notices nobody was told of yet, people for whom a mail is due, mails
-- to send or whose worker has been silent for too long. Ids only.
CREATE FUNCTION new_notices(count_max integer)
  RETURNS TABLE (company_id uuid, notice_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT o.company_id, o.message_id FROM outbox o
    WHERE o.handed_out_at IS NULL ORDER BY o.created_at LIMIT count_max
  $$;
ALTER FUNCTION new_notices(integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION new_notices(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION new_notices(integer) TO tillbridge_app;

CREATE FUNCTION due_notice_readers(due_by timestamptz, count_max integer)
  RETURNS TABLE (company_id uuid, user_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT d.company_id, d.user_id FROM notice_deliveries d
    WHERE d.state = 'waiting' AND d.due_at <= due_by
    GROUP BY d.company_id, d.user_id ORDER BY min(d.due_at) LIMIT count_max
  $$;
ALTER FUNCTION due_notice_readers(timestamptz, integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION due_notice_readers(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_notice_readers(timestamptz, integer) TO tillbridge_app;

CREATE FUNCTION due_notice_mails(due_by timestamptz, count_max integer)
  RETURNS TABLE (company_id uuid, mail_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT m.company_id, m.mail_id FROM notice_mails m
    WHERE m.state IN ('ready', 'sending', 'handed_over') AND m.next_at <= due_by
    ORDER BY m.next_at LIMIT count_max
  $$;
ALTER FUNCTION due_notice_mails(timestamptz, integer) OWNER TO tillbridge_system;
REVOKE ALL ON FUNCTION due_notice_mails(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_notice_mails(timestamptz, integer) TO tillbridge_app;
