export { menuCsvRoutes } from './csv.routes.ts';
export { countPosItems, recordPosItems, type SoldPosItem } from './pos-item.store.ts';
export { type PosItemIdentity, toPosItem } from './pos-item.ts';
export { menuRoutes } from './routes.ts';
