import { Client } from 'pg';

export const DATABASE = 'tillbridge';
export const SUPER_ROLE = 'postgres';
/** Owns the database and its tables; migrations run as this role. */
export const OWNER_ROLE = 'tillbridge_owner';
/** Owns nothing and is bound by row-level security; the program works as this role. */
export const APP_ROLE = 'tillbridge_app';

/**
 * Makes the two roles and their database, or brings what exists to the same state. Repeatable.
 * `superUrl` must reach a role that may create roles and databases.
 */
export async function ensureRolesAndDatabase(server: {
  superUrl: string;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  const client = new Client({ connectionString: server.superUrl });
  await client.connect();
  try {
    await ensureRole(client, {
      name: OWNER_ROLE,
      rights: 'CREATEROLE',
      password: server.ownerPassword,
    });
    await ensureRole(client, {
      name: APP_ROLE,
      rights: 'NOCREATEROLE',
      password: server.appPassword,
    });
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}

async function ensureRole(
  client: Client,
  role: { name: string; rights: string; password: string },
): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role.name]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${role.name} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOREPLICATION ${role.rights}
     PASSWORD ${client.escapeLiteral(role.password)}`,
  );
}
