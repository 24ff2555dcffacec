/** A reader of a stream of server-sent events, as a browser is one. */
export interface EventListener {
  /** Everything heard so far, once it is what is waited for. Fails when the stream ends before. */
  until(isEnough: (text: string) => boolean): Promise<string>;
  close(): Promise<void>;
}

/** Resolves when the server has begun to answer, so that nothing sent from now on is missed. */
export async function listenTo(
  url: string,
  headers: Record<string, string>,
): Promise<EventListener> {
  const ending = new AbortController();
  const response = await fetch(url, { headers, signal: ending.signal });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async until(isEnough) {
      while (!isEnough(text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended after: ${text}`);
        text += value;
      }
      return text;
    },
    async close() {
      ending.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}
