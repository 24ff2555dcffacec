import type { Tone } from '../../../ui/pill.tsx';
import type { Run } from '../../api/integration.types.ts';
import type { MessageId, Translate } from '../../i18n/use-text.ts';

const kinds: Record<string, MessageId> = {
  live: 'runs.kind.live',
  nightly: 'runs.kind.nightly',
  backfill: 'runs.kind.backfill',
  resync: 'runs.kind.resync',
  rederive: 'runs.kind.rederive',
  file: 'runs.kind.file',
};

const states: Record<string, MessageId> = {
  running: 'runs.running',
  succeeded: 'runs.succeeded',
  failed: 'runs.failed',
  deferred: 'runs.deferred',
  cancelled: 'runs.cancelled',
  interrupted: 'runs.interrupted',
};

const tones: Record<string, Tone> = { running: 'accent', succeeded: 'good', failed: 'bad' };

const hasRemarks = (run: Run): boolean => run.warnings.length > 0 || run.ordersQuarantined > 0;

export const runKindWord = (run: Run, t: Translate): string =>
  t(kinds[run.kind] ?? 'runs.kind.live');

/** One word for how a run stands; a finished one with remarks says so. */
export function runStateWord(run: Run, t: Translate): string {
  if (run.state === 'succeeded' && hasRemarks(run)) return t('runs.withWarnings');
  return t(states[run.state] ?? 'runs.running');
}

export const runTone = (run: Run): Tone =>
  run.state === 'succeeded' && hasRemarks(run) ? 'warn' : (tones[run.state] ?? 'neutral');
