import { useSyncExternalStore } from 'react';

export type Connection = 'connecting' | 'live' | 'lost';

let current: Connection = 'connecting';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const notify of listeners) notify();
}

/** Whether the server's events reach us. */
export const useConnection = (): Connection =>
  useSyncExternalStore(
    (notify) => {
      listeners.add(notify);
      return () => listeners.delete(notify);
    },
    () => current,
  );
