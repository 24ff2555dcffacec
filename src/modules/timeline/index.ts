export {
  listTimelineOfIntegration,
  listTimelineOfVenue,
  recordTimelineEvent,
  systemActor,
  type TimelineActor,
  type TimelineEntry,
  type TimelineRow,
} from './timeline.store.ts';
