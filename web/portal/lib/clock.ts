/** The one place where the portal reads the wall clock; epoch milliseconds. */
export const nowMs = (): number => Date.now();
