/**
 * The values of a source, the next one already in the making while the caller works with the last.
 * A failure of the next is thrown when it is asked for.
 */
export async function* oneAhead<Value>(source: AsyncIterable<Value>): AsyncGenerator<Value> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<Value>> => {
    const next = iterator.next();
    // Whoever stops before asking for it never hears of its failure.
    next.catch(() => undefined);
    return next;
  };
  let next = ask();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = ask();
      yield value;
    }
  } finally {
    await iterator.return?.().catch(() => undefined);
  }
}
