/** Work that can be found and done one piece at a time. */
export interface LaneWork<Due> {
  /** At most `countMax` pieces that are due now. */
  find(countMax: number): Promise<Due[]>;
  keyOf(due: Due): string;
  /** Does one piece; true when it was ours to do. Must not throw for anything but lost databases. */
  perform(due: Due): Promise<boolean>;
  onError(error: unknown): boolean;
}

export interface Lane {
  /** Looks for work and starts what fits; resolves when nothing more can be started now. */
  fill(): Promise<void>;
  readonly busyCount: number;
  /** Resolves when everything started has ended. */
  drained(): Promise<void>;
}

/** Keeps up to `concurrencyMax` pieces of work going; what is in hand is not started twice. */
export function createLane<Due>(
  work: LaneWork<Due>,
  concurrencyMax: number,
  onFreed: () => void,
): Lane {
  const inHand = new Map<string, Promise<void>>();
  const start = (due: Due) => {
    const key = work.keyOf(due);
    const done = work
      .perform(due)
      .catch(work.onError)
      .then((wasOurs) => {
        inHand.delete(key);
        // Work that somebody else has still looks due: waiting for the tick keeps us from spinning.
        if (wasOurs) onFreed();
      });
    inHand.set(key, done);
  };
  return {
    get busyCount() {
      return inHand.size;
    },
    async fill() {
      const freeCount = concurrencyMax - inHand.size;
      if (freeCount <= 0) return;
      // What is in hand may still look due until its claim commits: ask for enough to see past it.
      const found = await work.find(freeCount + inHand.size);
      for (const due of found) {
        if (inHand.size >= concurrencyMax) return;
        if (!inHand.has(work.keyOf(due))) start(due);
      }
    },
    async drained() {
      await Promise.all(inHand.values());
    },
  };
}
