import { requestHeaders } from '../api/client.ts';
import { createEventParser, type ServerEvent } from './event-parser.ts';

/** Two missed heartbeats (15 s each) and a margin: then the line is dead, whatever TCP says. */
const silenceMaxMs = 40_000;

/**
 * Reads the server's event stream until it ends, falls silent or is aborted. A fetch and not an
 * EventSource, because the company travels in a header.
 */
export async function readEventStream(of: {
  path: string;
  signal: AbortSignal;
  onOpen: () => void;
  onEvent: (event: ServerEvent) => void;
}): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMaxMs);
  const stillThere = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMaxMs);
  };
  try {
    const response = await fetch(of.path, {
      headers: { Accept: 'text/event-stream', ...requestHeaders() },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([of.signal, silence.signal]),
    });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    of.onOpen();
    const parse = createEventParser(of.onEvent);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      stillThere();
      parse(value);
    }
  } finally {
    clearTimeout(timer);
  }
}
