export {
  type ClosedIncident,
  closeIncidents,
  findOpenIncident,
  type IncidentKind,
  openIncident,
  wasNoticed,
} from './incident.store.ts';
export { type NoticeKind, type NoticePayload, recordNotice } from './notice.store.ts';
