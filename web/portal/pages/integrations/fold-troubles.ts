import type { TimelineEvent } from '../../api/integration.types.ts';

/** One row of the timeline: an event, and what happened with it and would say the same again. */
export interface TimelineStory {
  event: TimelineEvent;
  /** The check that found it. */
  check?: TimelineEvent;
  /** What it did to the status. */
  status?: TimelineEvent;
}

const statusNames = new Set(['integration.failed', 'integration.warned', 'integration.called_off']);
const fileNames = new Set(['file.unreadable', 'file.asking']);

/** How many events may stand between two parts of one story: links of a venue are told together. */
const betweenMax = 12;
const togetherMs = 5_000;

/**
 * Puts together what is one story: a failed check with the change of status it caused, a file with
 * its reading and what that did to the status. Newest first, as the events come; the order stays.
 */
export function foldTroubles(events: readonly TimelineEvent[]): TimelineStory[] {
  const folded = new Set<string>();
  const stories = events.map((event, index): TimelineStory => {
    if (folded.has(event.id)) return { event };
    const near = events
      .slice(index + 1, index + 1 + betweenMax)
      .filter((each) => each.integrationId === event.integrationId && !folded.has(each.id));
    const story = storyOf(event, near);
    for (const part of [story.check, story.status]) {
      if (part && part !== event) folded.add(part.id);
    }
    return story;
  });
  return stories.filter(({ event }) => !folded.has(event.id));
}

function storyOf(event: TimelineEvent, near: readonly TimelineEvent[]): TimelineStory {
  if (event.name.startsWith('file.')) {
    const { runId } = event.details ?? {};
    const check = near.find((each) => each.id === runId);
    const status = fileNames.has(event.name)
      ? near.find((each) => statusNames.has(each.name) && isTogether(each, event))
      : undefined;
    return { event, ...(check && { check }), ...(status && { status }) };
  }
  if (!statusNames.has(event.name)) return { event };
  const code = problemCode(event);
  const check = near.find(
    (each) => each.name === 'check.failed' && code !== null && problemCode(each) === code,
  );
  return check ? { event, check, status: event } : { event };
}

function isTogether(one: TimelineEvent, other: TimelineEvent): boolean {
  return Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= togetherMs;
}

function problemCode({ details }: TimelineEvent): string | null {
  const { code } = (details?.problem ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : null;
}
