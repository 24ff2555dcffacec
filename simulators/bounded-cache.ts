/** Keeps the most recently used values up to a total weight, and forgets the rest. */
export interface BoundedCache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, weight: number): void;
  delete(key: string): void;
  clear(): void;
}

/** A least-recently-used cache; the weight is bytes, orders or whatever the caller counts. */
export function boundedCache<V>(weightMax: number): BoundedCache<V> {
  const entries = new Map<string, { value: V; weight: number }>();
  let total = 0;
  const remove = (key: string): void => {
    const entry = entries.get(key);
    if (entry !== undefined) {
      entries.delete(key);
      total -= entry.weight;
    }
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) {
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight) {
      remove(key);
      if (weight > weightMax) {
        return;
      }
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= weightMax) {
          return;
        }
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
