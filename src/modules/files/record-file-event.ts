import { getIntegration, namesOf } from '#modules/integrations/index.ts';
import { recordTimelineEvent, type TimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { sql } from '#platform/db/sql.ts';
import type { FileDeps } from './deps.ts';
import { type FilePlace, findFile } from './file.store.ts';
import type { SalesFileRecord } from './file.ts';

type EventDeps = Pick<FileDeps, 'vendors' | 'clock'>;

/** Tells the integration's timeline what became of a file, in the transaction that settled it. */
export async function recordSettledFile(tx: Tx, deps: EventDeps, place: FilePlace): Promise<void> {
  const file = await findFile(tx, place);
  if (file === null || file.state === 'received' || file.state === 'reading') return;
  await recordFileEvent(tx, deps, { file, name: `file.${file.state}`, actor: file.actor });
}

/** Tells the integration's timeline what somebody did with a file. */
export async function recordFileEvent(
  tx: Tx,
  deps: EventDeps,
  event: { file: SalesFileRecord; name: string; actor: TimelineActor },
): Promise<void> {
  const { companyId, fileId, venueId, integrationId, name, state, reason, result } = event.file;
  const integration = await getIntegration(tx, companyId, integrationId);
  const isRead = state === 'read' && event.name === 'file.read';
  await recordTimelineEvent(tx, {
    ...{ companyId, venueId, integrationId, name: event.name, actor: event.actor },
    atMs: deps.clock.now(),
    details: {
      ...namesOf(deps, integration),
      ...{ fileId, file: name },
      ...(isRead ? result : {}),
      ...(state === 'unreadable' ? { reason } : {}),
      ...(isSettled(event.name) ? { runId: await findRunId(tx, event.file) } : {}),
    },
  });
}

function isSettled(name: string): boolean {
  return name === 'file.read' || name === 'file.unreadable';
}

/** The run that a reading ended with; null when there was none. */
async function findRunId(tx: Tx, { companyId, fileId }: FilePlace): Promise<string | null> {
  const row = await tx.first<{ runId: string | null }>(sql`
    SELECT run_id AS "runId" FROM sales_files WHERE company_id = ${companyId} AND file_id = ${fileId}
  `);
  return row?.runId ?? null;
}
