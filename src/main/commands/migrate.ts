import { migrate } from '#platform/db/migrate.ts';
import { installQueue } from '#platform/queue/install-queue.ts';
import { defineCommand, jsonFlag } from './command.ts';
import { findDatabase } from './find-database.ts';

/** `tillbridge migrate [--json]`: brings schema and job queue up to date. Repeatable. */
export const migrateCommand = defineCommand({
  flags: { json: jsonFlag },
  example: 'migrate',
  async run({ json: isJson }, io) {
    const { ownerUrl } = await findDatabase(io.env);
    const { applied } = await migrate({ ownerUrl });
    await installQueue({ ownerUrl });
    if (isJson) io.stdout.write(`${JSON.stringify({ applied })}\n`);
    else if (applied.length === 0) io.stdout.write('The database is up to date.\n');
    else io.stdout.write(`Applied ${applied.join(', ')}.\n`);
  },
});
