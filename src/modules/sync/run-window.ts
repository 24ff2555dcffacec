import type { Problem } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import { markDaysSuspicious } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AppliedWindow, applyWindow } from './apply-window.ts';
import { confirmMissing, type MissingVerdict } from './confirm-missing.ts';
import type { SyncDeps } from './deps.ts';
import { readWindow, VendorTrouble, type WindowAnswer } from './read-window.ts';
import { tellWindow } from './tell-window.ts';
import { toDayScope, type WindowJob } from './window-job.ts';

/** More rubbish than this among so many orders means the vendor's format changed. */
const unreadableShareMax = 0.5;
const unreadableCountMin = 10;

/**
 * Stores a window whose answer is at hand. `alsoInTx` runs in the same transaction, for what must
 * be true together with the rows (a run's end, a backfill's progress).
 * @throws VendorTrouble when the answer is not believed; RunLost when the run was ended meanwhile.
 */
export async function storeWindow(
  deps: SyncDeps,
  job: WindowJob,
  answer: WindowAnswer,
  alsoInTx: (tx: Tx, applied: AppliedWindow) => Promise<void>,
): Promise<AppliedWindow> {
  refuseRubbish(job, answer);
  const verdict = await confirmMissing(deps, job, answer);
  if (verdict.kind === 'suspicious') return refuseSuspicious(deps, job, verdict);
  const nowMs = deps.clock.now();
  const { companyId, venueId, integrationId } = job.location;
  return deps.database.withCompany(companyId, async (tx) => {
    const applied = await applyWindow(tx, job, answer, { missingKeys: verdict.missingKeys, nowMs });
    await alsoInTx(tx, applied);
    await tellWindow(tx, deps, { job, applied, nowMs });
    const [from, to] = [applied.rebuiltDates[0], applied.rebuiltDates.at(-1)];
    if (from && to) {
      await deps.notify(tx, {
        companyId,
        name: 'days.changed',
        data: { venueId, integrationId, from, to },
      });
    }
    return applied;
  });
}

export async function runWindow(
  deps: SyncDeps,
  job: WindowJob,
  alsoInTx: (tx: Tx, applied: AppliedWindow) => Promise<void>,
): Promise<AppliedWindow> {
  return storeWindow(deps, job, await readWindow(job.source, job.window), alsoInTx);
}

function refuseRubbish(job: WindowJob, answer: WindowAnswer): void {
  const { length: unreadableCount } = answer.unreadable;
  const allCount = unreadableCount + answer.told.size;
  if (unreadableCount < unreadableCountMin || unreadableCount <= allCount * unreadableShareMax)
    return;
  const { name } = job.source.connector.describe;
  throw new VendorTrouble(
    {
      kind: 'contract_changed',
      code: 'engine.mostly_unreadable',
      message: {
        en: `${unreadableCount} of ${allCount} bills from ${name.en} could not be read, so nothing of this answer was stored. What is already here stays; the next check asks again. If it lasts, send us the diagnostic of this integration.`,
        fr: `${unreadableCount} des ${allCount} additions reçues de ${name.fr} sont illisibles ; rien de cette réponse n’a été enregistré. Ce qui est déjà ici reste ; la prochaine vérification redemandera. Si cela dure, envoyez-nous le diagnostic de cette intégration.`,
      },
    },
    undefined,
  );
}

async function refuseSuspicious(
  deps: SyncDeps,
  job: WindowJob,
  verdict: Extract<MissingVerdict, { kind: 'suspicious' }>,
): Promise<never> {
  const dates = [
    ...new Set(verdict.missing.map((order) => businessDateOf(order.occurredAtMs, job.rule))),
  ];
  const missingOrders = verdict.missing.length;
  await deps.database.withCompany(job.location.companyId, (tx) =>
    markDaysSuspicious(tx, toDayScope(job), dates, {
      at: new Date(deps.clock.now()).toISOString(),
      heldOrders: verdict.heldCount,
      missingOrders,
    }),
  );
  throw new VendorTrouble(suspiciousProblem(job, verdict.heldCount, missingOrders), undefined);
}

function suspiciousProblem(job: WindowJob, heldCount: number, missingCount: number): Problem {
  const { name } = job.source.connector.describe;
  return {
    kind: 'contract_changed',
    code: 'engine.suspicious_answer',
    message: {
      en: `${name.en} no longer tells of ${missingCount} of the ${heldCount} bills we hold for these days, twice in a row. We keep what we have and ask again at the next check. If the bills were really removed, ask for a re-sync of the days; otherwise call ${name.en}.`,
      fr: `${name.fr} ne mentionne plus ${missingCount} des ${heldCount} additions que nous avons pour ces jours, deux fois de suite. Nous gardons ce que nous avons et redemanderons à la prochaine vérification. Si elles ont vraiment été supprimées, demandez une resynchronisation de ces jours ; sinon, appelez ${name.fr}.`,
    },
  };
}
