/**
 * What may be otherwise than the rules of tenancy say, each with its reason. Everything not named
 * here must keep to them; an entry that excuses nothing any more is a fault as well.
 */

/** Tables of the schema `public` that hold no company's rows. */
export const tablesOfNobody: Readonly<Record<string, string>> = {
  kysely_migration: 'which migrations ran; the app may read it to say whether it is ready',
  kysely_migration_lock: 'the migrator’s own lock',
};

/** Schemas whose tables hold no company's rows; one that has a company_id keeps to the rules all the same. */
export const schemasOfNobody: Readonly<Record<string, string>> = {
  auth: 'people and their sessions: one person may belong to several companies',
  pgboss: 'the job queue’s own; jobs name ids, and what they do runs inside one company',
};

/** Tenant tables that the functions of tillbridge_system may read across companies. */
export const systemReads: Readonly<Record<string, string>> = {
  companies: 'list_company_ids: sealing every company’s secrets under a new key',
  memberships: 'companies_of_user: which companies a signed-in person may open',
  api_keys: 'find_api_key: which company a key opens, before any company is known',
  integrations: 'due_integrations: the tick looks for work of all companies',
  runs: 'orphan_runs: runs whose worker died',
  webhook_endpoints: 'due_webhook_endpoints: the tick looks for messages of all companies to send',
  webhook_deliveries: 'due_webhook_endpoints: which of them wait',
  backfills: 'open_backfills: the tick looks for imports of all companies',
  locations: 'find_mail_recipient: which integration a secret address belongs to',
  outbox: 'new_notices: the sender looks for notices of all companies that nobody was told of',
  notice_deliveries: 'due_notice_readers: the sender looks for people to write to',
  notice_mails: 'due_notice_mails: the sender looks for mails to send',
};

/** Functions that run as tillbridge_system, and all that they answer. Ids, and what is said here. */
export const systemFunctions: Readonly<Record<string, { columns: string[]; why: string }>> = {
  companies_of_user: {
    columns: ['company_id', 'role'],
    why: 'the role decides what the person may do; asked for by the person’s own id alone',
  },
  find_api_key: {
    columns: ['company_id', 'api_key_id', 'name', 'scopes'],
    why: 'the caller shows the hash, so it holds the key; the audit trail names the key',
  },
  find_mail_recipient: {
    columns: ['company_id', 'integration_id'],
    why: 'ids; the caller shows the secret address, so it holds it',
  },
  list_company_ids: { columns: ['company_id'], why: 'ids' },
  due_integrations: { columns: ['company_id', 'integration_id'], why: 'ids' },
  open_backfills: { columns: ['company_id', 'backfill_id'], why: 'ids' },
  due_webhook_endpoints: { columns: ['company_id', 'endpoint_id'], why: 'ids' },
  orphan_runs: { columns: ['company_id', 'run_id'], why: 'ids' },
  new_notices: { columns: ['company_id', 'notice_id'], why: 'ids' },
  due_notice_readers: { columns: ['company_id', 'user_id'], why: 'ids' },
  due_notice_mails: { columns: ['company_id', 'mail_id'], why: 'ids' },
};

/** Foreign keys to `companies` itself have the company alone to point with. */
export const rootTable = 'companies';
