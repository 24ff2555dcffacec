export { systemActor, type TimelineActor, toTimelineActor } from './actor.ts';
export { presentTimeline, timelineItemSchema } from './present-timeline.ts';
export {
  listTimelineOfIntegration,
  listTimelineOfVenue,
  recordTimelineEvent,
  type TimelineEntry,
  type TimelineRow,
} from './timeline.store.ts';
