import type { ResyncPreview } from '../../api/integration.types.ts';

/** Whether storing what the till says would change anything; a first read does, even of no sales. */
export const hasChange = (would: ResyncPreview | null): boolean =>
  would !== null &&
  (would.ordersNew + would.ordersChanged + would.ordersGone > 0 ||
    would.days.some((day) => day.was === null));
