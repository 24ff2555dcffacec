export { listAdjustmentSums } from './adjustment.store.ts';
export { askApprovedDays } from './ask-approved-days.ts';
export { approveDay, type OnDayReopened, reopenDay } from './change-reconciliation.ts';
export {
  type HeldBackOrder,
  listHeldBackKeys,
  listHeldBackOrders,
  listHeldBackSince,
  listHeldBackTimes,
} from './held-back-order.store.ts';
export { approvedDatesOf, type BillChanges, recordHeldBack } from './hold-back.ts';
export { type BillTimes, keepHeldBack } from './keep-back.ts';
export { listApprovedDates } from './reconciliation.store.ts';
export { type ReconciliationDeps, reconciliationRoutes } from './routes.ts';
