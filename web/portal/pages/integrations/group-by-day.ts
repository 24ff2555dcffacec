import type { TimelineEvent } from '../../api/integration.types.ts';
import { businessDateAt } from '../../lib/dates.ts';

/** Events in the order given, gathered under the calendar date they happened on at the venue. */
export function groupByDay(
  events: readonly TimelineEvent[],
  timeZone: string,
): { date: string; events: TimelineEvent[] }[] {
  const groups: { date: string; events: TimelineEvent[] }[] = [];
  for (const event of events) {
    const date = businessDateAt({ ms: Date.parse(event.at), timeZone, cutoff: '00:00' });
    const last = groups.at(-1);
    if (last?.date === date) last.events.push(event);
    else groups.push({ date, events: [event] });
  }
  return groups;
}
