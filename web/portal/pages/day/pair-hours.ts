export interface Hour {
  hour: string;
  orders: number;
  netMinor: number;
}

export interface HourPair extends Hour {
  beforeMinor: number | null;
}

const isBusy = (hour: Hour): boolean => hour.orders > 0 || hour.netMinor !== 0;

/** Both days hour by hour, in business-day order, without the quiet hours before and after both. */
export function pairHours(now: readonly Hour[], before: readonly Hour[]): HourPair[] {
  const beforeBy = new Map(before.map((hour) => [hour.hour, hour]));
  const nowBy = new Map(now.map((hour) => [hour.hour, hour]));
  const order = [...new Set([...now, ...before].map((hour) => hour.hour))];
  const start = (now[0] ?? before[0])?.hour ?? '00';
  const rank = (hour: string) => (Number(hour) - Number(start) + 24) % 24;
  const pairs = order
    .sort((one, other) => rank(one) - rank(other))
    .map((hour) => ({
      hour,
      orders: nowBy.get(hour)?.orders ?? 0,
      netMinor: nowBy.get(hour)?.netMinor ?? 0,
      beforeMinor: beforeBy.get(hour)?.netMinor ?? (before.length > 0 ? 0 : null),
    }));
  const isBusyPair = (pair: HourPair) => isBusy(pair) || (pair.beforeMinor ?? 0) !== 0;
  const first = pairs.findIndex(isBusyPair);
  const last = pairs.findLastIndex(isBusyPair);
  return first === -1 ? [] : pairs.slice(first, last + 1);
}
