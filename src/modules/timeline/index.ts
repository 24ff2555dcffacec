export { systemActor, type TimelineActor, toTimelineActor } from './actor.ts';
export { tellDate } from './dates.ts';
export { presentTimeline, timelineItemSchema } from './present-timeline.ts';
export {
  listTimelineEvents,
  listTimelinePeople,
  recordTimelineEvent,
  type TimelineEntry,
  type TimelineRow,
  type TimelineScope,
} from './timeline.store.ts';
export { timelineCsvCut, timelineCsvHeader, timelineCsvRow } from './timeline-csv.ts';
export {
  kindOfRun,
  systemPerson,
  type TimelineFilter,
  type TimelineKind,
  timelineKinds,
} from './timeline-filter.ts';
