const patienceMs = 5000;

/**
 * Whether the server hands out another version of the portal than the one that runs here, whose
 * parts are gone then. False where it cannot be reached, or something else answers for it.
 */
export async function isNewVersionOut(): Promise<boolean> {
  const running = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  if (!running) return false;
  try {
    const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
    const page = answer.ok ? await answer.text() : '';
    return page.includes('id="root"') && !page.includes(`src="${running}"`);
  } catch {
    return false;
  }
}
