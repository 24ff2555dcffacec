import type { Run } from '../../api/integration.types.ts';
import type { Translate } from '../../i18n/use-text.ts';

/** One word for how a run stands; a finished one with remarks says so. */
export function runStateWord(run: Run, t: Translate): string {
  if (run.problem) return t('runs.failed');
  if (run.finishedAt === null) return t(run.startedAt === null ? 'runs.waiting' : 'runs.running');
  const hasRemarks = run.warnings.length > 0 || run.ordersQuarantined > 0;
  return t(hasRemarks ? 'runs.withWarnings' : 'runs.succeeded');
}
