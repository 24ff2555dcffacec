export { closeIncidents, type IncidentKind, openIncident } from './incident.store.ts';
export { type NoticeKind, recordNotice } from './notice.store.ts';
