export { type Completeness, type CompletenessReason, completenesses } from './completeness.ts';
export { salesCsvRoutes } from './csv.routes.ts';
export { foreignCursor } from './cursor.ts';
export { checkDate, checkDateRange } from './date-range.ts';
export {
  clearSuspicion,
  type DayScope,
  insertEmptyDays,
  keepFirstSeen,
  markDaysSuspicious,
  type Suspicion,
} from './day.store.ts';
export type { DayView, LocationDay } from './day-view.ts';
export { type DoubtfulDay, listDoubtfulDays } from './doubtful-days.ts';
export { getDay } from './get-day.ts';
export {
  assembleDays,
  type JudgedDay,
  readDaySources,
  type SalesVenue,
} from './get-days.ts';
export type { MergeSource } from './merge-orders.store.ts';
export { listDatesMovedBy } from './moved-dates.store.ts';
export {
  type HeldPayload,
  holdsOrders,
  holdsSales,
  listHeldOrders,
  listHeldOrdersByKey,
  listHeldPayloads,
  listKeysOfRuns,
  listOrdersBeside,
  type OrderChange,
  type StandingOrder,
} from './order.store.ts';
export {
  type OrderFigures,
  type StorableLine,
  type StorableOrder,
  toOrderFigures,
} from './order.ts';
export {
  type AnswerVerdict,
  type HeldOrder,
  judgeAnswer,
  type OrderPlan,
  planOrders,
} from './order-plan.ts';
export {
  createOrderSheet,
  type OrderSheet,
  type WrittenOrder,
  writeOrder,
} from './order-sheet.ts';
export { quarantineRoutes } from './quarantine.routes.ts';
export { recordQuarantined, resolveQuarantined, type UnreadableOrder } from './quarantine.store.ts';
export { rebuildDays } from './rebuild-days.ts';
export { listRecentPayloads, type RecentPayload } from './recent-payloads.store.ts';
export {
  findOpenRecomputations,
  findRecomputation,
  insertRecomputation,
  listDatesOfLocation,
  type Recomputation,
  updateRecomputation,
} from './recomputation.store.ts';
export { type OrderWrites, recordOrders, stageAndMerge } from './record-orders.ts';
export { listStoredDays } from './restatement.store.ts';
export type { DayCause, Restatement, StoredDay } from './restatement.ts';
export { type SalesHooks, salesRoutes, salesRoutesWith } from './routes.ts';
export {
  type FindApprovedDates,
  findUnusualDays,
  type UnusualDay,
  usualDays,
} from './unusual-days.ts';
export { listVenueDays, toVenueDay, type VenueDay } from './venue-day.ts';
