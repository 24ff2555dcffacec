/** Memory that connections share; see {@link openByteBudget}. */
export interface ByteBudget {
  /** False when there is not enough left: nothing was taken then. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

/**
 * Bounds what all messages together that are being received may hold in memory. Whoever finds it
 * spent is asked to come again later, which every mail server does.
 */
export function openByteBudget(bytesMax: number): ByteBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > bytesMax) return false;
      taken += bytes;
      return true;
    },
    giveBack(bytes) {
      taken -= bytes;
    },
  };
}
