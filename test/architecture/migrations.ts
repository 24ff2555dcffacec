/*
 * Reads migrations as far as tenancy is concerned. The live catalogue is looked at elsewhere; this
 * says in seconds, and without a database, which line of which migration forgets the company.
 */

/** A statement of SQL without comments; what stands between dollar quotes is left out. */
export function statementsOf(sql: string): string[] {
  return sql
    .replace(/\$([a-z_]*)\$[\s\S]*?\$\1\$/gi, '$$$$')
    .replace(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}

/**
 * Indexes that do not begin with the company, because the system role's functions ask them across
 * companies (and answer ids alone).
 */
export const indexesAcrossCompanies: ReadonlySet<string> = new Set([
  'api_keys_by_hash',
  'integrations_due',
  'runs_running',
  'outbox_unsent',
  'notice_mails_open',
  'notice_deliveries_due',
  'locations_by_mail_token',
]);

/** What is wrong with the migrations' tenant tables, as sentences. */
export function judgeMigrations(sql: string): string[] {
  const statements = statementsOf(sql);
  const isProtected = new Set(
    statements.flatMap(
      (text) => /^CALL protect_tenant_table\('(\w+)'\)$/i.exec(text)?.slice(1) ?? [],
    ),
  );
  return statements.flatMap((statement) => [
    ...judgeTable(statement, isProtected),
    ...judgeIndex(statement),
    ...judgeSystemFunction(statement, statements),
  ]);
}

/** Tables outside the schema public (people who sign in) belong to no company. */
function judgeTable(statement: string, isProtected: ReadonlySet<string>): string[] {
  const created = /^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+) \((.*)\)$/i.exec(statement);
  const altered = /^ALTER TABLE (?:ONLY )?(\w+) (ADD .*)$/i.exec(statement);
  const [, table = '', body = ''] = created ?? altered ?? [];
  if (table === '') return [];
  const problems = judgeConstraints(splitAtCommas(body)).map((problem) => `${table}: ${problem}`);
  if (!created) return problems;
  if (!/(^|, ?| )company_id uuid/i.test(body)) problems.push(`${table}: has no company_id`);
  if (!isProtected.has(table)) problems.push(`${table}: is not given to protect_tenant_table`);
  if (!/PRIMARY KEY/i.test(body)) problems.push(`${table}: has no primary key`);
  return problems;
}

function judgeConstraints(parts: readonly string[]): string[] {
  return parts.flatMap((part) => {
    const ofTable =
      /^(?:ADD )?(?:CONSTRAINT \w+ )?(PRIMARY KEY|UNIQUE(?: NULLS NOT DISTINCT)?|FOREIGN KEY) ?\((\w+)/i.exec(
        part,
      );
    if (ofTable) {
      return ofTable[2] === 'company_id' ? [] : [`${ofTable[1]} begins with ${ofTable[2]}`];
    }
    const ofColumn = /^(?:ADD (?:COLUMN )?)?(\w+) .*?\b(PRIMARY KEY|UNIQUE|REFERENCES)\b/i.exec(
      part,
    );
    if (!ofColumn || ofColumn[1] === 'company_id') return [];
    return [`${ofColumn[2]} of ${ofColumn[1]} alone, without the company`];
  });
}

function judgeIndex(statement: string): string[] {
  const found =
    /^CREATE (UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?(\w+) ON ([\w.]+)(?: USING \w+)? \((\w+)/i.exec(
      statement,
    );
  if (!found) return [];
  const [, unique, name = '', table = '', column] = found;
  if (table.includes('.') || column === 'company_id') return [];
  if (!unique && indexesAcrossCompanies.has(name)) return [];
  return [`${table}: index ${name} begins with ${column}`];
}

/** A function that sees every company must be the system role's and not everybody's. */
function judgeSystemFunction(statement: string, all: readonly string[]): string[] {
  const [, name] = /^CREATE (?:OR REPLACE )?FUNCTION (\w+)\(/i.exec(statement) ?? [];
  if (name === undefined || !/SECURITY DEFINER/i.test(statement)) return [];
  const has = (pattern: RegExp) => all.some((text) => pattern.test(text));
  const wanted = [
    [/SET search_path =/i.test(statement), 'sets no search_path'],
    [
      has(new RegExp(`^ALTER FUNCTION ${name}\\(.*\\) OWNER TO tillbridge_system$`, 'i')),
      'is not owned by tillbridge_system',
    ],
    [
      has(new RegExp(`^REVOKE ALL ON FUNCTION ${name}\\(.*\\) FROM PUBLIC$`, 'i')),
      'is not revoked from PUBLIC',
    ],
  ] as const;
  return wanted.flatMap(([isMet, problem]) => (isMet ? [] : [`function ${name} ${problem}`]));
}

function splitAtCommas(body: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of body) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}
