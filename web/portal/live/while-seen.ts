/**
 * Runs `start` while the page is on the screen, anew each time it comes back; its signal is aborted
 * when the page is hidden, or left and kept for the way back. Returns how to end it.
 */
export function whileSeen(start: (signal: AbortSignal) => void): () => void {
  let running: AbortController | null = null;
  let isLeft = false;
  const follow = () => {
    const isSeen = !isLeft && document.visibilityState === 'visible';
    if (isSeen === (running !== null)) return;
    running?.abort();
    running = isSeen ? new AbortController() : null;
    if (running) start(running.signal);
  };
  const leave = () => {
    isLeft = true;
    follow();
  };
  const comeBack = () => {
    isLeft = false;
    follow();
  };
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', comeBack);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', comeBack);
    running?.abort();
  };
}
