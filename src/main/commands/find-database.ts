import { readDatabaseConfig } from '#platform/config/config.ts';
import { homeFolder } from '#platform/config/environment.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { findEmbeddedPostgres } from '#platform/embedded-postgres/index.ts';
import { CommandError, type CommandIo } from './command.ts';

export interface DatabaseUrls {
  appUrl: string;
  ownerUrl: string;
  /** The home of the embedded server it is; null for a database of the environment. */
  home: string | null;
}

/**
 * The database a command works on: the environment's, or else the one that `start` runs in the
 * home folder.
 * @throws CommandError when there is neither.
 */
export async function findDatabase(env: CommandIo['env']): Promise<DatabaseUrls> {
  if (env.DATABASE_URL?.trim()) {
    const result = readDatabaseConfig(env);
    if (!result.ok) throw new CommandError(result.problems.join('\n'));
    return { appUrl: result.databaseUrl, ownerUrl: result.databaseOwnerUrl, home: null };
  }
  const home = homeFolder(env);
  const urls = await findEmbeddedPostgres(home);
  if (urls === null) {
    throw new CommandError(
      `There is no database: set DATABASE_URL, or run "tillbridge start" first (no server runs in ${home}).`,
    );
  }
  return { appUrl: urls.appUrl, ownerUrl: urls.ownerUrl, home };
}

/** Opens the command's database for one piece of work and closes it after. */
export async function withDatabase<T>(
  io: CommandIo,
  work: (database: Database, urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  const urls = await findDatabase(io.env);
  const database = openDatabase({ url: urls.appUrl, connectionsMax: 2 });
  try {
    return await work(database, urls);
  } finally {
    await database.close();
  }
}
