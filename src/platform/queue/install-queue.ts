import pg from 'pg';
import { PgBoss, type QueueOptions } from 'pg-boss';
import {
  DEAD_QUEUE,
  declarationOf,
  HEARTBEAT_SECONDS,
  KEEP_FINISHED_SECONDS,
  type QueueDeclaration,
  queueNames,
} from './queues.ts';

export const QUEUE_SCHEMA = 'pgboss';
const APP_ROLE = 'tillbridge_app';
const TWO_WEEKS_SECONDS = 1_209_600;

/**
 * Makes or updates the queue's schema and the declared queues, and lets the application role use
 * them. For the owner, at migration time; repeatable.
 */
export async function installQueue(options: { ownerUrl: string }): Promise<void> {
  const boss = new PgBoss({
    connectionString: options.ownerUrl,
    schema: QUEUE_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  let failure: unknown;
  boss.on('error', (error) => {
    failure = error;
  });
  await boss.start();
  try {
    await declare(boss, DEAD_QUEUE, 'standard', {
      retentionSeconds: TWO_WEEKS_SECONDS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    });
    for (const name of queueNames) {
      const declaration = declarationOf(name);
      await declare(boss, name, declaration.policy, toOptions(declaration));
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure !== undefined) throw failure;
  await grant(options.ownerUrl);
}

function toOptions(declaration: QueueDeclaration): QueueOptions & { deadLetter: string } {
  return {
    retryLimit: declaration.retryLimit,
    retryDelay: declaration.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: declaration.retryDelaySecondsMax,
    expireInSeconds: declaration.expireInSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
    deadLetter: DEAD_QUEUE,
  };
}

async function declare(
  boss: PgBoss,
  name: string,
  policy: QueueDeclaration['policy'],
  options: QueueOptions & { deadLetter?: string },
): Promise<void> {
  const existing = await boss.getQueue(name);
  if (existing === null) {
    await boss.createQueue(name, { ...options, policy, notify: true });
    return;
  }
  if (existing.policy !== policy) {
    throw new Error(`queue "${name}" exists with another policy; give the new one a new name`);
  }
  await boss.updateQueue(name, { ...options, notify: true });
}

/** Tables and functions of later pg-boss versions are covered by the default privileges. */
async function grant(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const schema = QUEUE_SCHEMA;
    await client.query(`
      GRANT USAGE ON SCHEMA ${schema} TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${APP_ROLE};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${APP_ROLE};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${APP_ROLE};
      ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema}
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP_ROLE};
      ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${APP_ROLE};
      ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT EXECUTE ON FUNCTIONS TO ${APP_ROLE};
    `);
  } finally {
    await client.end();
  }
}
