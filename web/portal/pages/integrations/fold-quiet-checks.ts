import type { TimelineEvent } from '../../api/integration.types.ts';
import { foldTroubles, type TimelineStory } from './fold-troubles.ts';

/** One story, or a row of checks that found nothing new and would bury the others. */
export type TimelineEntry =
  | ({ kind: 'event' } & TimelineStory)
  | { kind: 'quiet'; events: TimelineEvent[] };

const quietMin = 3;

const counts = ['ordersNew', 'ordersChanged', 'ordersGone', 'ordersQuarantined'] as const;

const isQuiet = ({ name, details }: TimelineEvent): boolean =>
  name === 'check.succeeded' && counts.every((count) => !details?.[count]);

/** Keeps the order; three or more quiet checks that follow each other become one entry. */
export function foldQuietChecks(events: readonly TimelineEvent[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let quiet: TimelineEvent[] = [];
  const flush = () => {
    if (quiet.length >= quietMin) entries.push({ kind: 'quiet', events: quiet });
    else entries.push(...quiet.map((event) => ({ kind: 'event' as const, event })));
    quiet = [];
  };
  for (const story of foldTroubles(events)) {
    if (isQuiet(story.event)) {
      quiet.push(story.event);
      continue;
    }
    flush();
    entries.push({ kind: 'event', ...story });
  }
  flush();
  return entries;
}
