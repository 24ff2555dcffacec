export { approveDay, type OnDayReopened, reopenDay } from './change-reconciliation.ts';
export { approvedDatesOf, type BillChanges, recordHeldBack } from './hold-back.ts';
export { type ReconciliationDeps, reconciliationRoutes } from './routes.ts';
