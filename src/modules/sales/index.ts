export { type DayScope, insertEmptyDays, keepFirstSeen } from './day.store.ts';
export { listHeldOrders, listHeldOrdersByKey, type OrderChange } from './order.store.ts';
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
export { rebuildDays } from './rebuild-days.ts';
export { type OrderWrites, recordOrders } from './record-orders.ts';
export type { DayCause, Restatement } from './restatement.ts';
export { listVenueDays, toVenueDay, type VenueDay, type VenueDayRule } from './venue-day.ts';
