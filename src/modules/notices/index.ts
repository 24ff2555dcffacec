export { sayHalted } from './called-off-words.ts';
export type { NoticeDeps } from './deps.ts';
export {
  type ClosedIncident,
  closeIncidents,
  findOpenIncident,
  type IncidentKind,
  openIncident,
  wasNoticed,
} from './incident.store.ts';
export {
  type LinkNoticeKind,
  type NoticeKind,
  type NoticePayload,
  recordNotice,
} from './notice.store.ts';
export { deliverNotices, type NoticeWorker, startNoticeWorker } from './notice-worker.ts';
export { noticesRoutes } from './routes.ts';
