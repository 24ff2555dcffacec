import { keepListening, type Word } from './keep-listening.ts';

/** What the tabs of one browser say to each other. */
type TabWord = Word | { kind: 'question' };

/**
 * Listens to the server until aborted, with one stream for all tabs that look at the company: a
 * browser opens but six connections to a host, and a stream keeps one. The tab that holds the lock
 * has the stream and passes on what it hears; when it goes, the next in line takes over.
 */
export async function listenTogether(of: {
  companyId: string;
  signal: AbortSignal;
  hear: (word: Word) => void;
}): Promise<void> {
  const { signal, hear } = of;
  // Browsers hand out locks over HTTPS and on the machine itself only: elsewhere each tab listens.
  if (!('locks' in navigator)) return keepListening({ signal, hear, hasGap: false });
  const name = `tillbridge-events ${of.companyId}`;
  const channel = new BroadcastChannel(name);
  signal.addEventListener('abort', () => channel.close());
  let state: Word | null = null;
  const lead = async (hasGap: boolean) => {
    const tell = (word: Word) => {
      if (signal.aborted) return;
      if (word.kind !== 'event') state = word;
      channel.postMessage(word);
      hear(word);
    };
    await keepListening({ signal, hasGap, hear: tell });
  };
  channel.onmessage = ({ data }: MessageEvent<TabWord>) => {
    if (data.kind !== 'question') hear(data);
    // The others read everything anew at their own gaps, not at the one who asks.
    else if (state)
      channel.postMessage(state.kind === 'live' ? { ...state, hasGap: false } : state);
  };
  channel.postMessage({ kind: 'question' } satisfies TabWord);
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await lead(false);
  });
  if (signal.aborted) return;
  await navigator.locks.request(name, { signal }, () => lead(true)).catch(whenAborted);
}

/** To be called away while waiting in line is no failure. */
function whenAborted(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
