import type { EpochMs } from '#kernel/clock.ts';

/**
 * What an event is about. `change`: what people set up; `check`: looking for sales; `health`: how a
 * link fared; `import`: its history; `file`: sales files that came in.
 */
export const timelineKinds = ['change', 'check', 'health', 'import', 'file'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Whom an event names: nobody in particular, or the id of a person or key. */
export const systemPerson = 'system';

/** Which events are wanted; null means all. */
export interface TimelineFilter {
  kind: TimelineKind | null;
  /** `system`, or the id of a person or an API key. */
  person: string | null;
  fromMs: EpochMs | null;
  /** Not included. */
  toMs: EpochMs | null;
}

/** Names of stored events by kind, as PostgreSQL and JavaScript read them alike. */
const patterns: Readonly<Record<TimelineKind, string>> = {
  change: '^(integration\\.(added|changed|deactivated|restored)|venue\\.|quarantine\\.)',
  check: '^(check\\.|integration\\.check_requested|resync\\.)',
  health:
    '^integration\\.(became_healthy|failed|warned|called_off|recovered|resumed|resume_refused)',
  import: '^backfill\\.',
  file: '^(file|mail|sales_file)[._]',
};

/** A regular expression over event names. */
export function patternOf(kind: TimelineKind | null): string | null {
  return kind === null ? null : patterns[kind];
}

/** What kind of event a name tells of; null for names of a later version. */
export function kindOf(name: string): TimelineKind | null {
  return timelineKinds.find((kind) => new RegExp(patterns[kind]).test(name)) ?? null;
}

/** Of an attempt to fetch sales, by what it was for. */
export function kindOfRun(runKind: string): TimelineKind {
  if (runKind === 'backfill') return 'import';
  return runKind === 'file' ? 'file' : 'check';
}
